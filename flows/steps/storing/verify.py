"""Verifying: does the archive hold the bytes the rows name, and do the rows stand where they say?"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from flows.data import DataError, DataFolder
from flows.plain import first_line
from flows.steps.crawling.warc import hex_digest
from flows.steps.storing.check import run_checks
from flows.steps.storing.members import members, parted
from flows.steps.storing.states import table_states
from flows.steps.storing.store import Store, open_store

_FETCHED = """
select archive_file, archive_offset, digest from ops.fetches where archive_file is not null
"""
_SPANS = """
with spans as (
    select article_id, span_start, span_end, text from mentions
    union all
    select article_id, content_start, content_end, content from quotes
)

select s.article_id, any_value(a.text), list(s.span_start), list(s.span_end), list(s.text)
from spans as s
left join articles as a on s.article_id = a.article_id
group by s.article_id
order by s.article_id
"""


@dataclass(slots=True)
class Verified:
    """How much was looked at, and a sentence for each thing that is wrong."""

    records: int = 0
    spans: int = 0
    checks: int = 0
    tables: int = 0
    troubles: list[str] = field(default_factory=list)


def verify(data: DataFolder) -> Verified:
    """Look at every archived record, every check, every span and every published table.

    Changes nothing. Raises DataError where there is nothing yet, or another run is writing.
    """
    if not data.build.exists():
        raise DataError(f"{data.build} is not there yet: marsad demo or marsad run makes it")
    with data.writing(), open_store(data) as store:
        return verify_open(data, store)


def verify_open(data: DataFolder, store: Store) -> Verified:
    """The same for a store that is open already."""
    verified = Verified()
    _archive(verified, data.archive, store)
    _rules(verified, store)
    _spans(verified, store)
    _published(verified, data.published, store)
    return verified


def _archive(verified: Verified, folder: Path, store: Store) -> None:
    """Each record against its own digests, and against the rows that name it."""
    named: defaultdict[str, dict[int, str | None]] = defaultdict(dict)
    for file, offset, digest in store.query(_FETCHED):
        named[file][offset] = digest
    files = {path.name for path in folder.glob("*.warc.gz")} | named.keys()
    for file in sorted(files):
        waiting = dict(named[file])
        try:
            for offset, record in members(folder / file):
                verified.records += 1
                wrong, digest = _look_at(record)
                if wrong:
                    verified.troubles.append(f"{file}, record at byte {offset}: {wrong}.")
                if waiting.pop(offset, None) not in (None, digest):
                    told = "the store knows it with another digest"
                    verified.troubles.append(f"{file}, record at byte {offset}: {told}.")
        except (OSError, zlib.error, EOFError) as error:
            verified.troubles.append(f"{file} cannot be read to its end: {error}.")
        if waiting:
            told = f"{len(waiting)} records that the store names were not found"
            verified.troubles.append(f"{file}: {told}, the first at byte {min(waiting)}.")


def _look_at(record: bytes) -> tuple[str | None, str | None]:
    """What is wrong with a record, and the digest of its payload as it states it."""
    fields, block = parted(record)
    stated = hex_digest(fields.get("warc-payload-digest", ""))
    if _sha256(block) != hex_digest(fields.get("warc-block-digest", "")):
        return "its block has another digest than it states", stated
    body = block.partition(b"\r\n\r\n")[2]
    if fields.get("warc-type") == "response" and _sha256(body) != stated:
        return "its body has another digest than it states", stated
    return None, stated


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _rules(verified: Verified, store: Store) -> None:
    for result in run_checks(store):
        verified.checks += 1
        if result.offending:
            verified.troubles.append(f"check {result.name} finds {result.offending} rows.")


def _spans(verified: Verified, store: Store) -> None:
    """The law of offsets, in Python's code points, not in the database's."""
    cursor = store.connection.execute(_SPANS)
    while rows := cursor.fetchmany(1000):
        for name, text, starts, ends, told in rows:
            verified.spans += len(told)
            spans = zip(starts, ends, told, strict=True)
            wrong = sum((text or "")[start:end] != words for start, end, words in spans)
            if wrong:
                verified.troubles.append(f"article {name}: {wrong} spans hold another text.")


def _published(verified: Verified, published: Path, store: Store) -> None:
    """The copy that readers open against the build, table by table."""
    try:
        with duckdb.connect(published, read_only=True) as connection:
            copy = {name: state for name, *state in table_states(connection)}
    except duckdb.Error as error:
        told = first_line(error)
        verified.troubles.append(f"{published.name} cannot be opened: {told}.")
        return
    build = {name: state for name, *state in table_states(store.connection)}
    verified.tables = len(build)
    verified.troubles += [
        f"table {name} of {published.name} is not the build's: the next run publishes it anew."
        for name in sorted(build.keys() | copy.keys())
        if build.get(name) != copy.get(name)
    ]
