"""Passages that a story tells twice."""

from __future__ import annotations

from extractors.repeats import find_repeats

TOLD = "أعلنت الوزارة أن تعزيز شبكات المياه في القرى الجبلية البعيدة أولوية. وقال الوزير: تعزيزَ شبكات المياه في القرى الجبلية سيبدأ غداً."


def test_a_passage_told_again_is_linked_to_its_first_telling() -> None:
    (found,) = find_repeats(TOLD)
    assert TOLD[found.span_start : found.span_end] == "تعزيزَ شبكات المياه في القرى الجبلية"
    assert TOLD[found.first_start : found.first_end] == "تعزيز شبكات المياه في القرى الجبلية"
    assert found.words == 6


def test_nothing_is_linked_where_nothing_is_told_twice() -> None:
    assert find_repeats("قال الوزير إن العمل مستمر. وقال المدير إن العمل مستمر.") == ()
    assert find_repeats("") == ()


def test_a_word_said_over_and_over_ends() -> None:
    assert len(find_repeats("نعم " * 20_000)) > 0
