"""Which language a text is in: Arabic told apart from the others that use its letters."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

_ARABIC_BLOCKS = ((0x0600, 0x06FF), (0x0750, 0x077F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
# Letters that Arabic does not write, and whose they are. Foreign names bring single ones into Arabic.
_OTHERS = {
    "ur": "ٹڈڑںھہےۓ",
    "ckb": "ڕڵۆێە",
    "ps": "ټډړږښڼېۍځڅ",
    "ug": "ۇۈېەڭ",
    "fa": "پچژگکی",
}
_LATIN = ("en", "fr", "tr", "de", "es", "it", "ku", "az", "id", "so")
_SAMPLE = 4000
_LEAST_LETTERS = 20


def detect(text: str) -> str | None:
    """The language of a text as an ISO 639 code, None where there is too little text to tell."""
    sample = text[:_SAMPLE]
    counts = {c: n for c, n in Counter(sample).items() if c.isalpha()}
    letters = sum(counts.values())
    if letters < _LEAST_LETTERS:
        return None
    arabic = sum(n for c, n in counts.items() if _is_arabic(c))
    if arabic * 3 < letters:  # styles and scripts may have leaked into a text
        return _by_model(sample)
    for language, own in _OTHERS.items():
        share = sum(counts.get(c, 0) for c in own) / arabic
        if share > (0.06 if language == "fa" else 0.03):
            return "ar" if _reads_like_arabic(sample) else language
    return "ar"


def _is_arabic(letter: str) -> bool:
    return any(low <= ord(letter) <= high for low, high in _ARABIC_BLOCKS)


def _reads_like_arabic(sample: str) -> bool:
    """Some Arabic pages are typed with the letters of Persian or Urdu keyboards: their words decide."""
    found = sample.translate(_KEYBOARDS).split()
    return sum(w in _ARABIC_WORDS for w in found) * 30 >= len(found)


_KEYBOARDS = str.maketrans("یکھہىإأ", "يكههياا")
# Words of one piece that the neighbours do not share; من and و stand in Persian too.
_WORDS = "في على علي الى الي ان التي الذي عن هذا هذه قال بعد كان مع ما لم لا"
_ARABIC_WORDS = frozenset(_WORDS.translate(_KEYBOARDS).split())


def _by_model(sample: str) -> str | None:
    language, _ = _identifier().classify(sample)
    return str(language)


@cache
def _identifier() -> Any:
    # Only pages in Latin letters need the model and its half second of loading.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([*_LATIN, "ru", "he", "zh", "hi", "am"])
    return identifier
