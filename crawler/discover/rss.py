"""RSS as news searches answer in it."""

from __future__ import annotations

import re
from itertools import islice

from ..reading.links.feeds import Entry, entries, is_feed
from ..reasons import Reason
from .answer import MOST_LOOKED_AT, UnreadableError, unreadable

END = re.compile(r"</(?:\w+:)?(?:rss|RDF|feed|urlset|sitemapindex)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
TAIL = 2_000  # characters in which the end of a feed must stand


def entries_of(text: str, wanted: str = "a feed") -> list[Entry]:
    """Return the entries of a feed or sitemap.

    Raises UnreadableError for what is none, and for one that breaks off before its first entry.
    """
    if not is_feed(text):
        raise unreadable(text, wanted)
    found = list(islice(entries(text), MOST_LOOKED_AT))
    if not found and not is_whole(text):
        raise UnreadableError(Reason.BAD_ANSWER, f"{wanted} that breaks off")
    return found


def is_whole(text: str) -> bool:
    """Say whether a feed has its end."""
    return text.lstrip().startswith("{") or bool(END.search(text[-TAIL:]))
