"""Texts made to be hard: CPU time of each extractor over 250 kB, 500 kB and 1 MB of the same thing.

Prints a table; asserts nothing. Linear work doubles with the text: a ratio near 2 between neighbouring
sizes, near 4 between the smallest and the largest, whatever the text repeats.
"""

import time

import pytest

from extractors import EXTRACTORS
from extractors.records import Article
from extractors.text import Document

SIZES = (250_000, 500_000, 1_000_000)  # characters
# What each text repeats. One endless sentence, unless it prints its own ends.
TEXTS = {
    "given names": "محمد أحمد ",
    "all بن": "بن ",
    "names and بن": "سعد بن ",
    "titles": "الدكتور اللواء ",
    "offices": "وزير رئيس مدير ",
    "office, field, comma": "رئيس لجنة، ",
    "family alone": "أوباما ",
    "one person again": "قال باراك أوباما إن أوباما ",
    "new people": None,
    "ministries": "وزارة الدفاع ",
    "heads without end": "لجنة شؤون ",
    "acronyms": "حركة التحرير (حتم) حتم ",
    "places": "دمشق ",
    "place nouns": "مدينة قرية ",
    "adjectives": "السورية ",
    "opening marks": "« ",
    "closing marks": "» ",
    "straight marks": '" ',
    "quotes": "قال سعد «نعم» ",
    "nested marks": "قال «قال “",
    "brackets": "((",
    "open and close": "(قال) ",
    "that": "قال إن ",
    "said": "قال ",
    "according to": "بحسب مصدر نقلا عن ",
    "agencies": "رويترز ",
    "colons": "وقال: ",
    "sentences": "قال الوزير إن الأمر انتهى. ",
    "lines": "قال الوزير\n",
    "numbers": "خمسة وعشرون ألفا و",
    "attacks": "هاجم الجيش قتل ",
    "one word": "قتل",
}
FINDERS = {find.__module__.rsplit(".", 1)[-1]: find for find in EXTRACTORS}
HARD = 6  # a ratio above this between 250 kB and 1 MB is marked

pytestmark = pytest.mark.benchmark


def text(unit, size):
    """``size`` characters: the unit again and again, or a new name each time."""
    if unit is not None:
        return (unit * (size // len(unit) + 1))[:size]
    letters = "بتثجحخدذرزسشصضطظعغفقكلمنهي"
    names = (f"سعد {a}ا{b}و{c}ي " for a in letters for b in letters for c in letters)
    whole = "".join(names)
    return (whole * (size // len(whole) + 1))[:size]


def seconds(unit, size):
    """CPU seconds of each extractor over one text, in their order."""
    document = Document(Article("hard", text(unit, size)))
    spent, found = {}, []
    for name, find in FINDERS.items():
        begun = time.process_time()
        found += find(document, found)
        spent[name] = time.process_time() - begun
    return spent


def test_hard_texts_take_linear_time():
    print(f"\n{'text':22s} {'extractor':14s} " + " ".join(f"{s // 1000:>5d} kB" for s in SIZES))
    for name, unit in TEXTS.items():
        spent = [seconds(unit, size) for size in SIZES]
        for finder in FINDERS:
            times = [s[finder] for s in spent]
            ratio = times[-1] / max(times[0], 0.001)
            if times[-1] > 1 or (ratio > HARD and times[-1] > 0.2):
                mark = "  more than linear" if ratio > HARD else ""
                row = " ".join(f"{t:8.2f}" for t in times)
                print(f"{name:22s} {finder:14s} {row}  ratio {ratio:5.1f}{mark}")
