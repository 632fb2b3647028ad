"""The gazetteer: what surfaces stand for, and that its cache is a convenience, never a need."""

import pytest

from extractors.naming import gazetteer


def test_holds_more_than_fifty_thousand_surfaces():
    assert gazetteer.size() > 50_000


@pytest.mark.parametrize(
    ("surface", "country"),
    [("دمشق", "SYR"), ("كوباني", "SYR"), ("شيكاجو", "USA"), ("طرابلس", "LBY"), ("سوريا", "SYR")],
)
def test_likeliest_place_stands_first(surface, country):
    assert gazetteer.get(surface)[0].country == country


def test_towns_have_coordinates_and_geonames_ids():
    town = gazetteer.get("منبج")[0]
    assert town.geonames_id == 167357
    assert (round(town.latitude), round(town.longitude)) == (37, 38)


@pytest.mark.parametrize("word", ["كان", "بن", "نور", "مالي"])
def test_common_words_are_not_trusted(word):
    assert not any(entry.trusted for entry in gazetteer.get(word))


def test_disputed_places_have_no_country():
    assert gazetteer.get("القدس")[0].country == ""


def test_reads_without_a_writable_cache(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(gazetteer, "compile_surfaces", lambda: {"دمشق": "x"})
    assert gazetteer._cached() == ""
    assert gazetteer._compiled() == "دمشق\tx"


def test_a_damaged_cache_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(gazetteer, "compile_surfaces", lambda: {"دمشق": "x"})
    gazetteer._compiled()
    assert gazetteer._cached() == "دمشق\tx"
    gazetteer._cache_file().write_bytes(b"damaged")
    assert gazetteer._cached() == ""
    gazetteer._compiled()
    assert gazetteer._cached() == "دمشق\tx"
