"""How a reading of the newsroom differs from its gold: a sentence for each row missed, wrong or invented."""

import re
from collections.abc import Iterable, Iterator

from newsroom_gold import Gold

from extractors.records import Article, Mention
from extractors.text import fold
from flows.newsroom import Story
from flows.newsroom.stories import BODY

# Gold kind to the kind of mention, and the values of a row that a mention must have.
KINDS = {
    "people": ("person", ("role",)),
    "organisations": ("organisation", ()),
    "places": ("place", ("country",)),
    "quotes": ("quote", ("kind", "speaker", "via")),
    "attributions": ("attribution", ("chain", "source_class")),
    "quantities": ("quantity", ("value", "value_max", "unit", "approximation", "role")),
    "dates": ("date", ("type", "value")),
    "events": (
        "event",
        ("event_type", "mode", "actor", "actor_country", "recipient", "recipient_country",
         "status", "date", "dead", "injured", "arrested"),
    ),
}  # fmt: skip
_FIELDS = {"kind": "quote_type", "type": "timex_type"}
# A prompt and its link may share a line; a place with its agency dates and signs the story at once.
_ALSO = {
    "related_prompt": ("related_prompt", "related_link"),
    "dateline": ("dateline", "byline"),
}
_CLITICS = "ال|و|ب|ل|ف|ك|لل|وال|بال"
# Agencies that are known by a full name.
_FULL_NAMES = {"واس": "وكالة الأنباء السعودية", "و م ع": "وكالة المغرب العربي للأنباء"}


def article_differences(story: Story, article: Article) -> Iterator[tuple[str, str]]:
    """(Field, sentence) for what was read otherwise than it stands on the page: metadata and lines."""
    read = {
        "headline": article.headline,
        "byline": " ".join(article.byline),
        "section": article.section or "",
        "tags": article.tags,
        "agency": article.agency or "",
        "published": article.published_at if story.paper.tells_time else article.published,
    }
    local = story.paper.local(story.published)
    told = {
        "headline": story.headline,
        "byline": story.byline,
        "section": story.section,
        "tags": story.tags,
        "agency": story.agency,
        "published": story.published if story.paper.tells_time else local.date(),
    }
    if read["agency"] == _FULL_NAMES.get(story.agency):
        read["agency"] = story.agency
    for field, value in told.items():
        if read[field] != value:
            yield field, f"{story.id}: {field} is {read[field]!r}, not {value!r}"
    lines, expected = article.text.splitlines(), story.text.splitlines()
    for line in expected:
        if line not in lines:
            yield "lost line", f"{story.id}: lost line {line!r}"
    for line in lines:
        if line not in expected:
            yield "foreign line", f"{story.id}: foreign line {line!r}"
    removed = [(line.kind, line.text) for line in article.removed_lines]
    for kind, text in story.lines:
        kinds = _ALSO.get(kind, (kind,))
        if kind not in BODY and not any(k in kinds and text in t for k, t in removed):
            yield "line kind", f"{story.id}: not removed as {kind}: {text!r}"


def mention_differences(gold: Gold, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """(Kind, sentence) for what the mentions in ``gold.story.text`` miss, get wrong or add."""
    found = list(mentions)
    for kind, (mention_kind, values) in KINDS.items():
        mine = [m for m in found if m.kind == mention_kind]
        met: set[int] = set()
        for row in gold.rows[kind]:
            hits = [i for i, mention in enumerate(mine) if _is_at(kind, row, mention)]
            met.update(hits)
            best = min((_wrong(gold, row, mine[i], values) for i in hits), key=len, default=None)
            yield from _complaints(gold, kind, row, best)
        told = {_event_id(mine[i]) for i in met} - {None}
        yield from (
            (kind, f"{gold.story.id}: invented {mention_kind} {mention.text!r} ({mention.rule})")
            for i, mention in enumerate(mine)
            if i not in met
            and _event_id(mention) not in told
            and not _is_allowed(gold, kind, mention)
        )


def _event_id(mention: Mention) -> str | None:
    """What a later telling of an event shares with the first."""
    return getattr(mention.fact, "event_id", None)


def _complaints(
    gold: Gold, kind: str, row: dict | str, wrong: list[str] | None
) -> Iterator[tuple[str, str]]:
    """A country that only the context tells and that was left open is a complaint of its own kind."""
    named = row if isinstance(row, str) else next(iter(_surfaces(kind, row)))
    if wrong is None:
        optional = not isinstance(row, str) and row.get("optional")
        if not optional and _bare(named) not in map(_bare, gold.rows["unsure"]):
            yield kind, f"{gold.story.id}: missed {kind} {named!r}"
    elif wrong:
        left_open = all("_country None not" in value for value in wrong)
        label = f"{kind}, country left open" if left_open else kind
        yield label, f"{gold.story.id}: {kind} {named!r} has {', '.join(wrong)}"


def _surfaces(kind: str, row: dict | str) -> list[str]:
    """The ways in which the row may stand in the text."""
    if isinstance(row, str):
        return [row]
    keys = {"quotes": "contains", "attributions": "cue", "events": "trigger"}
    first = row.get(keys.get(kind, "span")) or row.get("name")
    return [first, *row.get("span_may_also_be", [])]


def _is_at(kind: str, row: dict | str, mention: Mention) -> bool:
    """Whether the mention is the row's: for quotes and chains by what they hold, else by their span."""
    if kind == "quotes":
        return fold(row["contains"]) in fold(mention.fact.content)
    if kind == "attributions":
        return any(_same_chain(chain, mention.fact.chain) for chain in _chains(row)) or any(
            _alike(surface, mention.text) for surface in _surfaces(kind, row)
        )
    if kind in ("people", "organisations"):
        name = row if isinstance(row, str) else row["name"]
        return _alike(name, mention.text) or fold(name) in fold(mention.fact.name)
    return any(_alike(surface, mention.text) for surface in _surfaces(kind, row))


def _wrong(gold: Gold, row: dict | str, mention: Mention, values: tuple[str, ...]) -> list[str]:
    """The values of the row that the mention has otherwise."""
    if isinstance(row, str):
        return []
    return [
        f"{key} {_read(mention, key)!r} not {row[key]!r}"
        for key in values
        if row.get(key) not in (None, "") and not _agrees(gold, row, key, _read(mention, key))
    ]


def _read(mention: Mention, key: str) -> object:
    fact = mention.fact
    if key in ("actor", "recipient"):
        return next((p.text for p in getattr(fact, f"{key}s")), None)
    if key in ("actor_country", "recipient_country"):
        return next((p.country for p in getattr(fact, f"{key.split('_')[0]}s")), None)
    return getattr(fact, _FIELDS.get(key, key))


def _agrees(gold: Gold, row: dict, key: str, read: object) -> bool:
    if key == "chain":
        return any(_same_chain(chain, read) for chain in _chains(row))
    wanted = [row[key], *row.get(f"{key}_may_also_be", [])]
    if key in ("actor", "recipient"):  # a person may be told by the role alone
        wanted += [p["role"] for p in gold.rows["people"] if p["name"] in wanted and "role" in p]
    if key in ("speaker", "via", "role", "actor", "recipient") and isinstance(row[key], str):
        return read is not None and any(_alike(w, str(read)) for w in wanted)
    return read in wanted


def _chains(row: dict) -> list[list[str]]:
    return [row["chain"], *([also] if (also := row.get("chain_may_also_be")) else [])]


def _same_chain(wanted: Iterable[str], read: object) -> bool:
    wanted, read = list(wanted), list(read)
    return len(wanted) == len(read) and all(map(_alike, wanted, read))


def _alike(a: str, b: str) -> bool:
    """Whether two spans name the same: one within the other, in whole words, a clitic aside."""
    short, long = sorted((_bare(a), _bare(b)), key=len)
    return re.search(rf"(?<!\w)(?:{_CLITICS})?{re.escape(short)}(?!\w)", long) is not None


def _bare(span: str) -> str:
    """The span folded, without the marks around it, للـ as الـ."""
    folded = fold(span).strip('()“”«»" ')
    return "ال" + folded[2:] if folded.startswith("لل") else folded


def _is_allowed(gold: Gold, kind: str, mention: Mention) -> bool:
    """A later mention of a name, a span on which readers may differ, or a demand told as an event."""
    if kind == "quotes" and any(
        _alike(row["trigger"], mention.text) for row in gold.rows["events"]
    ):
        return True
    names = [s for row in gold.rows[kind] for s in _surfaces(kind, row)]
    names += [alias["short"] for alias in gold.rows["aliases"]]
    known = kind in ("people", "organisations", "places", "dates", "quantities")
    return any(_alike(s, mention.text) for s in gold.rows["unsure"] + (names if known else []))
