"""Sources by the noun at their head."""

from extractors.records import Article
from extractors.saying.sources import head_of
from extractors.text import Document


def test_counting_words_in_a_row_lead_to_the_source_behind_them():
    many = 3000
    document = Document(Article("x", "بعض " * many + "المصادر الأمنية"))
    source = head_of(document, 0)
    assert source
    assert (source.source_class, source.behind) == ("unnamed", many + 1)


def test_counting_words_alone_name_nobody():
    assert head_of(Document(Article("x", "بعض " * 3000)), 0) is None
