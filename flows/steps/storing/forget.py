"""Forgetting: an article or a whole paper taken out of store and archive, and never brought back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from flows.data import DataError
from flows.records import AddressState, Publisher
from flows.steps.crawling.addresses import canonical, host_of, origin_of, requestable
from flows.steps.crawling.archive import ArchiveError, read_record
from flows.steps.crawling.errand import fetch_key
from flows.steps.storing.entities import unlink_entities
from flows.steps.storing.load import articles_of
from flows.steps.storing.pack import article_id
from flows.steps.storing.rewrite import rewrite, settle
from flows.steps.storing.store import Store
from flows.steps.storing.unlinked import changed

# What stands in these is taken out by those who fill them, since they must see what has gone.
_DERIVED = ("clusters", "entity_mentions", "story_articles")
_HOLDERS = """
select distinct table_name
from duckdb_columns()
where schema_name = 'main' and column_name = 'article_id'
    and table_name in (select table_name from duckdb_tables() where schema_name = 'main')
    and table_name not in (select name from given)
"""
_DAYS = "select article_id, published from articles where article_id in (select name from given)"
_OF_ARTICLE = """
with asked as (
    select f.id, f.key, r.article_id
    from ops.fetches as f
    left join ops.readings as r on f.id = r.fetch_id
    where f.purpose = 'page' and (f.key = $1 or f.canonical_url = $2)
),

read as (
    select fetch_id
    from ops.readings
    where article_id = $3 or article_id in (select article_id from asked)
)

select id
from ops.fetches
where
    id in (select id from asked)
    or id in (select fetch_id from read)
    or key in (select f.key from ops.fetches as f inner join read on f.id = read.fetch_id)
"""
# Fetches and articles are named by what no other is, so both may stand in one list.
_ADDRESSES = """
select f.url, f.final_url, f.canonical_url
from ops.fetches as f
inner join ops.readings as r on f.id = r.fetch_id
where f.id in (select name from given) and r.article_id in (select name from given)
union
select canonical_url, null, null from articles where article_id in (select name from given)
"""
_FEEDS = """
select distinct f.id, f.archive_file, f.archive_offset
from ops.feed_items as i
inner join ops.fetches as f on f.purpose = 'feed' and f.url = i.feed_url
where i.canonical_url in (select name from given) and f.archive_file is not null
"""


@dataclass(slots=True)
class Forgotten:
    """How many articles and archived answers were taken out."""

    articles: int = 0
    records: int = 0


def forget(store: Store, archive: Path, name: str, now: datetime) -> Forgotten:
    """Take a publisher (by id) or an article (by any of its addresses) out, and remember to.

    What a crash interrupts is finished by asking again. Other papers' pages, and feeds as long as
    they list it, may still name the address. Raises DataError where the name is neither.
    """
    settle(store, archive)
    if re.match(r"https?://", name):
        return _forget_article(store, archive, name, now)
    known = "select 1 from publishers where publisher = $1 union select 1 from ops.fetches where publisher = $1"
    if not store.query(known, [name]) and name not in forgotten(store):
        raise DataError(f"{name} is neither an address nor a publisher the store knows")
    return _forget_publisher(store, archive, name, now)


def forgotten(store: Store) -> frozenset[str]:
    """The canonical addresses and publishers' ids that are never brought back."""
    return frozenset(name for (name,) in store.query("select name from ops.forgotten"))


def forgotten_by(store: Store) -> list[str]:
    """The names that operators asked to forget."""
    return [name for (name,) in store.query("select distinct asked from ops.forgotten order by 1")]


def allow_again(store: Store, name: str) -> int:
    """Let a later run bring back what was forgotten by this name; how many names it stood for."""
    asked = "select name from ops.forgotten where asked = $1 or name = $1"
    names = [known for (known,) in store.query(asked, [name])]
    with store.transaction():
        store.delete("ops.forgotten", "name", names)
        store.delete("ops.addresses", "address", names)
    return len(names)


def unforgotten(store: Store, publishers: Iterable[Publisher]) -> tuple[Publisher, ...]:
    """The publishers without those that were forgotten."""
    gone = forgotten(store)
    return tuple(paper for paper in publishers if paper.id not in gone)


def erase_articles(store: Store, articles: Collection[str]) -> None:
    """Delete everything that was read of these articles; inside a transaction."""
    with store.given(_DERIVED):
        holders = store.query(_HOLDERS)
    with store.given(articles):
        days = dict(store.query(_DAYS))
    unlink_entities(store, articles)
    changed(store, articles, days)
    for (table,) in holders:
        store.delete(table, "article_id", articles)


def _forget_article(store: Store, archive: Path, name: str, now: datetime) -> Forgotten:
    if not requestable(name):
        raise DataError(f"{name} is no address that can be asked")
    address = canonical(name)
    article = article_id(address)
    fetches = store.query(_OF_ARTICLE, [fetch_key("page", address), address, article])
    ids = [fetch for (fetch,) in fetches]
    articles = {article, *articles_of(store, ids)}
    addresses = _addresses(store, address, ids, articles)
    feeds = _feeds_naming(store, archive, addresses)
    publisher = _publisher_of(store, ids)
    with store.transaction():
        count = _count(store, articles)
        _remember(store, name, addresses, now)
        store.upsert(
            "ops.addresses",
            [
                asdict(AddressState(a, a, publisher, "", now, reads=1, outcome="forgotten"))
                for a in addresses
            ],
        )
        erase_articles(store, articles)
        store.delete("ops.feed_items", "canonical_url", addresses)
    records = _drop(store, archive, {*ids, *feeds}, lambda url: _is_among(url, addresses))
    _delete_fetches(store, ids)
    return Forgotten(count, records)


def _forget_publisher(store: Store, archive: Path, name: str, now: datetime) -> Forgotten:
    fetches = store.query("select id, url, final_url from ops.fetches where publisher = ?", [name])
    ids = [fetch for fetch, *_ in fetches]
    urls = {url for _, *urls in fetches for url in urls}
    hosts = {host_of(url) for url in urls} - _hosts_of_others(store, name)
    articles = {
        a for (a,) in store.query("select article_id from articles where publisher = ?", [name])
    }
    with store.transaction():
        _remember(store, name, [name], now)
        erase_articles(store, articles)
        for table in ("publishers", "ops.feed_items", "ops.addresses", "ops.feeds", "ops.polls"):
            store.delete(table, "publisher", [name])
        store.delete("ops.hosts", "host", hosts)
        origins = {origin_of(url) for url in urls if host_of(url) in hosts}
        store.delete("ops.robots", "origin", origins)
    records = _drop(store, archive, ids, lambda url: host_of(url) in hosts)
    _delete_fetches(store, ids)
    return Forgotten(len(articles), records)


def _remember(store: Store, asked: str, names: Iterable[str], now: datetime) -> None:
    rows = [{"name": name, "asked": asked, "forgotten_at": now} for name in names]
    store.upsert("ops.forgotten", rows)


def _count(store: Store, articles: Collection[str]) -> int:
    counted = "select count(*) from articles where article_id in (select name from given)"
    with store.given(articles):
        return int(store.query(counted)[0][0])


def _publisher_of(store: Store, fetches: Sequence[str]) -> str:
    asked = "select min(publisher) from ops.fetches where id in (select name from given)"
    with store.given(fetches):
        return store.query(asked)[0][0] or ""


def _addresses(
    store: Store, address: str, fetches: Sequence[str], articles: Collection[str]
) -> list[str]:
    """The addresses under which these fetches brought the articles, in canonical form."""
    with store.given([*fetches, *articles]):
        rows = store.query(_ADDRESSES)
    return sorted({address, *(canonical(url) for row in rows for url in row if url)})


def _feeds_naming(store: Store, archive: Path, addresses: Sequence[str]) -> list[str]:
    """The fetches of feeds whose archived answer names one of the addresses."""
    named = [unquote(re.sub(r"^https?://(www\.)?", "", address)) for address in addresses]
    found = []
    with store.given(addresses):
        listed = store.query(_FEEDS)
    for fetch, file, offset in listed:
        try:
            body = read_record(archive, file, offset).body.decode("utf-8", "replace")
        except ArchiveError:
            continue
        told = unquote(unescape(body))
        if any(name.partition("/")[2] in told for name in named):
            found.append(fetch)
    return found


def _hosts_of_others(store: Store, publisher: str) -> set[str]:
    others = store.query("select distinct url from ops.fetches where publisher <> ?", [publisher])
    return {host_of(url) for (url,) in others}


def _is_among(url: str, addresses: Sequence[str]) -> bool:
    try:
        return canonical(url) in addresses
    except ValueError:
        return False


def _drop(
    store: Store, archive: Path, fetches: Collection[str], is_named: Callable[[str], bool]
) -> int:
    """Take the answers of these fetches out of the archive, and the redirects that led to them."""
    asked = (
        "select archive_file, list(archive_offset) from ops.fetches"
        " where id in (select name from given) and archive_file is not null group by archive_file"
    )
    count = 0
    with store.given(fetches):
        held = store.query(asked)
    for file, offsets in held:
        gone = frozenset(offsets)

        def is_gone(offset: int, url: str, gone: frozenset[int] = gone) -> bool:
            return offset in gone or is_named(url)

        count += rewrite(store, archive, file, is_gone)
    return count


def _delete_fetches(store: Store, fetches: Sequence[str]) -> None:
    with store.transaction():
        store.delete("ops.readings", "fetch_id", fetches)
        store.delete("ops.polls", '"fetch"', fetches)
        store.delete("ops.fetches", "id", fetches)
