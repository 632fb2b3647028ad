"""A small Arabic web of seven invented newspapers, served on loopback: the default input.

All papers, people, statements and incidents in it are invented; countries, cities and kinds of
institutions are real so that gazetteers have something to find. ``.test`` is reserved (RFC 6761).
"""

from flows.newsroom.generated import GeneratedPage, generated_pages
from flows.newsroom.papers import PAPERS, Paper
from flows.newsroom.server import Newsroom
from flows.newsroom.site import Resource, page_bytes, site
from flows.newsroom.stories import Edition, Line, Story, stories

__all__ = [
    "PAPERS",
    "Edition",
    "GeneratedPage",
    "Line",
    "Newsroom",
    "Paper",
    "Resource",
    "Story",
    "generated_pages",
    "page_bytes",
    "site",
    "stories",
]
