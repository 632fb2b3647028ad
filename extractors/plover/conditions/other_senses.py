"""Words beside a trigger that make another sense of it: ضرب مثلاً, سيطر على الحريق, قضى عقوبته.

They stand in ``lexicons/other_senses.tsv``, each with the triggers that they change and where.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractors.plover.sentence.scene import Scene
from extractors.plover.trigger.triggers import Trigger
from extractors.rules import load_rows
from extractors.text import fold

_ALL, _DIGITS, _EXCEPT = "*", "#", "!"


class _Words(NamedTuple):
    """Words in one or two parts (كشف هويته) and the beginnings of words."""

    whole: frozenset[tuple[str, ...]]
    starts: tuple[str, ...]


class _OtherSense(NamedTuple):
    read_as: str
    where: str
    reach: int
    words: _Words
    excepted: _Words


@cache
def _other_senses() -> dict[str, tuple[_OtherSense, ...]]:
    """The lexicon's rows by lemma."""
    found: dict[str, list[_OtherSense]] = {}
    for row in load_rows("other_senses"):
        cells = [fold(cell) for cell in row["words"].split("|")]
        sense = _OtherSense(
            row["read_as"],
            row["where"],
            int(row["reach"] or 0),
            _words([c for c in cells if c[0] != _EXCEPT]),
            _words([c[1:] for c in cells if c[0] == _EXCEPT]),
        )
        for lemma in row["lemma"].split("|"):
            found.setdefault(fold(lemma), []).append(sense)
    return {lemma: tuple(senses) for lemma, senses in found.items()}


def _words(cells: list[str]) -> _Words:
    whole = frozenset(tuple(c.split()) for c in cells if not c.endswith(_ALL))
    return _Words(whole, tuple(c[:-1] for c in cells if c.endswith(_ALL)))


def has_other_sense(scene: Scene, trigger: Trigger) -> bool:
    """Whether the words beside a trigger show that it is another word than the one that tells an event."""
    senses = _other_senses()
    return any(
        _fits(trigger, sense.read_as) and _shows(scene, trigger, sense)
        for sense in (*senses.get(trigger.lemma, ()), *senses[_ALL])
    )


def _fits(trigger: Trigger, read_as: str) -> bool:
    if not read_as:
        return True
    if trigger.form is None:
        return read_as == "noun"
    return read_as == "verb" or trigger.form.tense == read_as


def _shows(scene: Scene, trigger: Trigger, sense: _OtherSense) -> bool:
    if sense.where == "behind":
        start, end = trigger.last, min(scene.last, trigger.last + sense.reach)
    elif sense.where == "before":
        start, end = max(scene.first, trigger.first - sense.reach), trigger.first
    else:
        start, end = scene.first, scene.last
    words = scene.document.words
    return any(
        _is_one(words, k, sense.words) and not _is_one(words, k, sense.excepted)
        for k in range(start, end)
    )


def _is_one(words: list[str], k: int, told: _Words) -> bool:
    """Whether a word is one of those, its article aside: الأبقار, بالأبقار."""
    word = words[k]
    if told.starts and word.startswith(told.starts):
        return True
    following = words[k + 1 : k + 2]
    bare = word.removeprefix("ال")
    bare = "ب" + bare[3:] if bare.startswith("بال") else bare
    return (
        (word,) in told.whole
        or (bare,) in told.whole
        or (word, *following) in told.whole
        or ((_DIGITS,) in told.whole and word.isdigit())
    )
