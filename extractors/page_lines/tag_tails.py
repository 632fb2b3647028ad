"""Tags that a page prints as one run of words, its markup lost: found, and split where that is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.page_lines.headlines import words
from extractors.text import readings

_WORD = re.compile(r"[^\W\d_]+")
# Within a word no ة and no ى stands before another letter ("شىء" is an old spelling).
_CERTAIN = re.compile(r"(?<=[ةى])(?=[ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآؤئ])")
_SENTENCE_MARKS = re.compile(r"[.؛:؟!،]")
_LEAST_LETTERS = 40


def is_glued(line: str) -> bool:
    """Whether a line is a run of tags without dividers: long, no mark of a sentence, words grown together."""
    if len(line) < _LEAST_LETTERS or _SENTENCE_MARKS.search(line):
        return False
    return bool(_CERTAIN.search(line)) or any(len(word) > 17 for word in _WORD.findall(line))


def split(line: str, story: Iterable[str]) -> tuple[str, ...]:
    """The tags of a glued line, told apart by letters that end a word and by the words of ``story``.

    Empty where some word stays that can only be two.
    """
    text = _apart(_CERTAIN.sub("\n", line))
    vocabulary = {w for part in story for w in words(part)}
    parts: list[str] = []
    position = 0
    for match in _WORD.finditer(text):
        cut = _seam(match[0], vocabulary)
        if cut:
            parts.append(text[position : match.start() + cut])
            position = match.start() + cut
        elif len(match[0]) > 15:
            return ()
    parts.append(text[position:])
    tags = (tag.strip(" \t\n\u00a0،,") for part in parts for tag in part.split("\n"))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _apart(text: str) -> str:
    """A break behind each closing quote mark to which a word is glued, and before an opening one."""
    pieces = text.split('"')
    for i in range(2, len(pieces), 2):
        if pieces[i][:1].isalnum():
            pieces[i] = "\n" + pieces[i]
    return re.sub(r"(?<=[”»])(?=\w)", "\n", '"'.join(pieces))


def _seam(word: str, vocabulary: set[str]) -> int:
    """Where two known words meet in one unknown word; 0 where they do not. Most tags begin with ال."""
    if _known(word, vocabulary):
        return 0
    cuts = range(len(word) - 3, 2, -1)
    before_article = [cut for cut in cuts if word.startswith("ال", cut) and len(word) - cut > 3]
    for cut in before_article:
        if _known(word[cut:], vocabulary) or _known(word[:cut], vocabulary):
            return cut
    return next(
        (c for c in cuts if _known(word[:c], vocabulary) and _known(word[c:], vocabulary)), 0
    )


def _known(word: str, vocabulary: set[str]) -> bool:
    found = words(word)
    if len(found) != 1:
        return False
    return any(
        not vocabulary.isdisjoint((rest, "ال" + rest, rest.removeprefix("ال"), rest + "ه"))
        for _, rest in readings(found[0])
        if len(rest) > 2
    )
