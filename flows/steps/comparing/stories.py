"""Stories: articles about the same happening, told from what few articles of their days have in common.

A link is told from its two articles and from what the others of their days hold, so the order in which
articles come changes nothing: the links of a day are made anew whenever one of its articles is. A story is
its first article and those that are linked with that very one, or carry the text of one of its articles:
links do not chain, so a story does not grow into its neighbours (``story_members``).
"""

from __future__ import annotations

from flows.steps.comparing.story_links import link_days
from flows.steps.comparing.story_marks import mark_articles
from flows.steps.comparing.story_members import tell_members
from flows.steps.storing.store import Store
from flows.steps.storing.unlinked import Unlinked, done, waiting

_DAYS = "select distinct published from articles where article_id in (select name from given)"


def tell_stories(store: Store) -> int:
    """Link articles whose reading is new with those of their days, and renew the stories; how many were new.

    What a run left unlinked is linked by the next.
    """
    read, moved = waiting(store, "mark"), waiting(store, "place")
    if read.names or moved.names:
        with store.transaction():
            tell_members(store, read.names | moved.names | _link(store, read))
            done(store, "mark", "place")
    return len(read.names)


def _link(store: Store, read: Unlinked) -> set[str]:
    """Links anew of all days on which one of these articles was or is published; whose links changed."""
    if not read.names:
        return set()
    mark_articles(store, read)
    with store.given(read.names):
        days = read.days.union(day for (day,) in store.query(_DAYS) if day)
    return link_days(store, days, read.names)
