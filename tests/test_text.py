"""Folding, tokens, clitics, sentences: offsets always lead back to the unfolded text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractors
from extractors.lookups import Looks
from extractors.records import Article
from extractors.text import Document, Folded, bare_readings, fold, readings, tokenize

CORPUS = Path(__file__).parent / "corpus"

ARABIC = st.text(
    st.characters(min_codepoint=0x0600, max_codepoint=0x06FF)
    | st.sampled_from("ﻻﷲ\u200f\u200c «»“”\n.،؟ab12")
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("الحُكُومَةُ", "الحكومه"),
        ("إلى الأُمم", "الي الامم"),
        ("الحكومـــة", "الحكومه"),
        ("٢٤ أكتوبر", "24 اكتوبر"),
        ("ﻻ ﷲ", "لا الله"),
        ("مسؤول بيئة", "مسؤول بيئه"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@given(ARABIC)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(ARABIC)
def test_folded_offsets_lead_back(text):
    folded = Folded(text)
    for i, char in enumerate(folded.text):
        start, end = folded.origin(i, i + 1)
        assert char in fold(text[start:end])


@given(ARABIC)
def test_tokens_stand_where_they_say_in_order(text):
    last = 0
    for token in tokenize(text):
        assert text[token.start : token.end] == token.text
        assert last <= token.start < token.end
        assert token.kind == "b" or token.folded == fold(token.text)
        last = token.end


@given(ARABIC)
def test_sentences_cover_all_tokens_once(text):
    document = Document(Article(id="x", text=text))
    covered = [i for first, last in document.sentences for i in range(first, last)]
    assert covered == list(range(len(document.tokens)))


def test_digits_never_stick_to_letters():
    words = [t.folded for t in tokenize("الأحد22 نوفمبر، 43 ألفاً و630، 4ر19 و3,959")]
    assert words == [
        "الاحد",
        "22",
        "نوفمبر",
        "،",
        "43",
        "الفا",
        "و",
        "630",
        "،",
        "4ر19",
        "و",
        "3,959",
    ]


@pytest.mark.parametrize(
    ("word", "rests"),
    [
        ("وبدمشق", ["وبدمشق", "بدمشق", "دمشق"]),
        ("للحكومه", ["للحكومه", "الحكومه", "لحكومه"]),
        ("سوريا", ["سوريا"]),
        ("وزير", ["وزير", "زير"]),
    ],
)
def test_readings(word, rests):
    assert [rest for _, rest in readings(word)] == rests


def test_shortened_words_end_no_sentence():
    document = Document(Article(id="x", text="قال د. محمد ذلك. ثم مضى؟ نعم"))
    assert len(document.sentences) == 3


def test_tashkeel_by_itself_is_no_word():
    assert [t.text for t in tokenize("قال ﱞ ﹰ ﹱ محمد")] == ["قال", "محمد"]


def test_presentation_forms_fold_as_their_letters():
    assert fold("ﺩﻣﺸﻖ") == fold(unicodedata.normalize("NFKC", "ﺩﻣﺸﻖ")) == "دمشق"


def test_words_looked_up_together_stand_where_they_stand_alone():
    article = Article(id="x", text="قال وزير الدفاع: قال 5 ثم مضى.")
    looks = ("قال".__eq__, str.isdecimal, {"مضي": "v"}.get)
    together, alone = Document(article), Document(article)
    together.look_for(Looks(dict.fromkeys(looks), readings))
    for look in looks:
        for first, last in ((0, None), (1, 6), (4, 99), (6, 2)):
            assert list(together.where(look, first, last)) == list(alone.where(look, first, last))
    assert [list(together.where(look)) for look in looks] == [[0, 4], [5], [7]]


def test_look_ups_find_something_only_for_words_with_a_stem_they_know():
    corpus = (path.read_text(encoding="utf-8") for path in CORPUS.glob("*.toml"))
    words = {word for text in corpus for word in Document(Article(id="x", text=text)).words}
    for looks in extractors._LOOKS:
        for look, known in looks().items():
            hits = [word for word in words if known is not None and word.isalpha() and look(word)]
            assert [w for w in hits if known.isdisjoint(s for _, s in bare_readings(w))] == []
