"""The newsroom's gold: what a careful reader finds in each article, written from the text alone.

Metadata and lines need no second writing: the article's file says headline, time, byline, section,
tags and each line's kind. ``newsroom/gold/<paper>.toml`` adds the facts:

- ``people``, ``organisations``, ``places`` (name to country, "" where it lies in several): first
  mentions; later ones of the same name are neither right nor wrong.
- ``quotes``: the content includes ``contains``; ``kind`` is the quote type.
- ``attributions``, ``quantities``, ``dates``, ``events``: fields as in the facts of ``extract``.
- ``unsure``: spans on which readers may differ, or later mentions; what is found there counts
  neither way. A row whose own words are unsure, or that is ``optional``, may be missed, but if found
  its values hold. ``..._may_also_be`` lists other values that a reader may give.
- ``like``: the rows of that article hold here too where their words stand in this text.
"""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from flows.newsroom import Edition, Story, stories

FOLDER = Path(__file__).parent / "newsroom"
KINDS = (
    "people", "organisations", "aliases", "places", "quotes", "not_quotes",
    "attributions", "quantities", "dates", "events", "unsure",
)  # fmt: skip

_PRINTED = {
    "people": ("name", "role", "rank"),
    "places": ("name",),
    "aliases": ("short", "long"),
    "quotes": ("contains", "cue", "speaker", "via"),
    "attributions": ("cue",),
    "quantities": ("span",),
    "dates": ("span",),
    "events": ("trigger", "actor", "recipient", "place"),
}


class Gold(NamedTuple):
    """An article with its rows of each kind; a kind without rows is an empty list."""

    story: Story
    rows: dict[str, list]


def gold_articles(edition: Edition = "morning") -> Iterator[Gold]:
    """Every article of the edition that a reader of Arabic is to get, with its gold rows."""
    for story in stories(edition):
        if story.is_readable:
            yield Gold(story, gold_rows(story))


def gold_rows(story: Story) -> dict[str, list]:
    """The rows of one version of an article. Raises KeyError where nobody has written them."""
    written = _written()[story.id, story.version]
    own = {kind: _listed(written.get(kind, [])) for kind in KINDS}
    if "like" not in written:
        return own
    borrowed = _written()[written["like"], "morning"]
    for kind in KINDS:
        names = {named(kind, row) for row in own[kind]}
        own[kind] += [
            row
            for row in _listed(borrowed.get(kind, []))
            if named(kind, row) not in names
            and all(stands_in(story.text, w) for w in words(kind, row))
        ]
    return own


def words(kind: str, row) -> list[str]:
    """The strings of a row that must stand in the text."""
    if isinstance(row, str):
        return [row]
    return [row[key] for key in _PRINTED[kind] if row.get(key)] + row.get("chain", [])


def stands_in(text: str, word: str) -> bool:
    """Whether the word stands in the text, if only behind ل with its article written as للـ."""
    return word in text or (word.startswith("ال") and "لل" + word[2:] in text)


def named(kind: str, row) -> str:
    """What tells a row from the others of its kind."""
    return row if isinstance(row, str) else " ".join(words(kind, row)[:1])


def relations() -> dict[str, list]:
    """Which articles are copies, versions and retellings of which, and which only look alike."""
    return tomllib.loads((FOLDER / "relations.toml").read_text())


def _listed(rows) -> list:
    """Rows as a list; places are written as a table from name to country."""
    if isinstance(rows, dict):
        return [{"name": name, "country": country} for name, country in rows.items()]
    return list(rows)


@lru_cache(maxsize=1)
def _written() -> dict[tuple[str, str], dict]:
    return {
        (row["id"], row.get("version", "morning")): row
        for path in sorted((FOLDER / "gold").glob("*.toml"))
        for row in tomllib.loads(path.read_text())["article"]
    }
