"""The newsroom's articles: one TOML file each under ``articles/<paper>/``.

``<name>.toml`` stands in both editions. ``<name>.evening.toml`` is in the evening only: a new
article, or the corrected version of ``<name>.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, NamedTuple

from flows.newsroom.papers import PAPERS, Paper

Edition = Literal["morning", "evening"]
BODY = ("paragraph", "subhead", "list_item", "pull_quote")


class Line(NamedTuple):
    """A line of an article's page: its kind and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """One article as its editor handed it in.

    ``trouble`` says how its page misbehaves: ``flaky`` (500 at the first request), ``gone`` (404),
    ``script`` (an empty page that a script would fill), ``broken`` (markup cut and mangled).
    ``signature`` is the byline as printed, with its verb or city, ``credit`` the printed source where
    that is no agency. ``old_path`` is an earlier address that the listing still names and the server
    redirects, ``listed_as`` the address of a mobile or AMP twin that it names.
    """

    id: str
    version: str
    paper: Paper
    path: str
    headline: str
    published: datetime
    modified: datetime
    lines: tuple[Line, ...]
    section: str
    byline: str = ""
    signature: str = ""
    agency: str = ""
    credit: str = ""
    tags: tuple[str, ...] = ()
    language: str = "ar"
    trouble: str = ""
    old_path: str = ""
    listed_as: str = ""

    @property
    def url(self) -> str:
        """The article's canonical address."""
        return f"http://{self.paper.host}{self.path}"

    @property
    def is_readable(self) -> bool:
        """Whether a polite guest gets an Arabic article: not English, gone, empty, broken, disallowed."""
        forbidden = self.paper.disallowed and self.path.startswith(self.paper.disallowed)
        return self.language == "ar" and self.trouble in ("", "flaky") and not forbidden

    @property
    def text(self) -> str:
        """The story alone, one line of body a line: what a reader of the page should get."""
        return "\n".join(line.text for line in self.lines if line.kind in BODY)

    @property
    def summary(self) -> str:
        """The first paragraph: what feeds print under the headline."""
        return next((line.text for line in self.lines if line.kind == "paragraph"), self.headline)


def stories(edition: Edition, until: datetime | None = None) -> tuple[Story, ...]:
    """All articles of an edition, newest first within each paper.

    With ``until``, as they stood at that moment: nothing published or corrected later. Raises
    ValueError for an unknown edition.
    """
    if edition not in ("morning", "evening"):
        raise ValueError(f"edition is morning or evening, not {edition!r}")
    chosen: dict[str, Story] = {}
    for story in _all():
        out = until is None or story.modified <= until
        if out and (edition == "evening" or story.version == "morning"):
            chosen[story.id] = story
    return tuple(sorted(chosen.values(), key=_order))


def _order(story: Story) -> tuple[str, float, str]:
    return story.paper.id, -story.published.timestamp(), story.id


@lru_cache(maxsize=1)
def _all() -> tuple[Story, ...]:
    """Every version of every article; a corrected version stands after its first one."""
    folder = files("flows.newsroom") / "articles"
    read = [
        _read(paper, entry)
        for paper in PAPERS
        for entry in (folder / paper.id).iterdir()
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(read, key=lambda story: (story.id, story.version == "evening")))


def _read(paper: Paper, entry: Traversable) -> Story:
    row = tomllib.loads(entry.read_text(encoding="utf-8"))
    name, _, version = entry.name.removesuffix(".toml").partition(".")
    published = row["published"]
    return Story(
        id=f"{paper.id}/{name}",
        version=version or "morning",
        paper=paper,
        path=row["path"],
        headline=row["headline"],
        published=published,
        modified=row.get("modified", published),
        lines=tuple(_line(line) for line in row["body"].splitlines() if line.strip()),
        section=row["section"],
        byline=row.get("byline", ""),
        signature=row.get("signature", row.get("byline", "")),
        agency=row.get("agency", ""),
        credit=row.get("credit", row.get("agency", paper.name)),
        tags=tuple(row.get("tags", ())),
        language=row.get("language", "ar"),
        trouble=row.get("trouble", ""),
        old_path=row.get("old_path", ""),
        listed_as=row.get("listed_as", ""),
    )


def _line(line: str) -> Line:
    """A line of the file: "[kind] text", or a paragraph where no kind stands in front."""
    kind, bracket, text = line.partition("] ")
    if line.startswith("[") and bracket:
        return Line(kind.removeprefix("["), text.strip())
    return Line("paragraph", line.strip())
