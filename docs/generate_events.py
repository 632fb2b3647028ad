"""Writes docs/events.md: what each PLOVER type and mode is coded from, in sentences of the corpus.

Run ``python docs/generate_events.py`` after a change of tests/corpus/events.toml or of the lexicons.
"""

import tomllib
from pathlib import Path

from extractors.rules import load_rows

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "events.md"
CORPUS = ROOT / "tests" / "corpus" / "events.toml"
STATUSES = ("actual", "negated", "future", "hypothetical", "historical")
HEAD = """# How events are coded

Generated from `tests/corpus/events.toml` and `extractors/lexicons/plover_types.tsv` by
`python docs/generate_events.py`; a test holds it to them.

Types, modes, quad classes and values are those of the PLOVER manual of 2024. The event's span is its
trigger, in bold. `status` is PLOVER's auxiliary modes: an event only referred to (a masdar that no
verb asserts, a relative clause, a date weeks back) is `historical`; violence that is only named is not
printed at all. A future CONSULT, SUPPORT, COOPERATE or AID keeps its type, its `plover_type` is AGREE.
An agentless passive has no actor. A visitor is actor, the host recipient.
"""


def page() -> str:
    """The page's text."""
    cases = tomllib.loads(CORPUS.read_text())["case"]
    types = {}
    for row in load_rows("plover_types"):
        types.setdefault(row["event_type"], []).append(row)
    parts = [HEAD]
    for event_type, rows in types.items():
        parts.append(section(event_type, rows, cases))
    parts.append(no_events(cases))
    return "\n".join(parts)


def section(event_type, rows, cases) -> str:
    quad = rows[0]["quad_class"]
    values = ", ".join(f"{row['mode'] or 'without mode'} {row['value']}" for row in rows)
    told = [(c, e) for c in cases for e in c["find"] if e["event_type"] == event_type]
    lines = [f"## {event_type}", "", f"{quad.capitalize()}. Values: {values}.", "", *table(told)]
    return "\n".join(lines) + "\n"


def table(told) -> list[str]:
    lines = ["| status | mode | actor | recipient | example |", "|---|---|---|---|---|"]
    for status in STATUSES:
        seen = set()
        for case, event in told:
            key = event.get("mode", "")
            if event.get("status") == status and key not in seen:
                seen.add(key)
                lines.append(line(case["text"], event))
    return lines


def line(text, event) -> str:
    shown = text.replace(event["text"], f"**{event['text']}**", 1)
    cells = (
        event["status"],
        event.get("mode", ""),
        event.get("actor_country", ""),
        event.get("recipient_country", ""),
        shown,
    )
    return "| " + " | ".join(cells) + " |"


def no_events(cases) -> str:
    empty = [case["text"] for case in cases if not case["find"]]
    listed = "\n".join(f"- {text}" for text in empty[:40])
    return (
        f"## No events\n\nFigures of speech, sport, art, weather, accidents, private life; the first "
        f"{min(40, len(empty))} of {len(empty)} sentences:\n\n{listed}\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
