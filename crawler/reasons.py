"""Why a URL or a text is not in the corpus: one closed vocabulary for every room."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Reason(StrEnum):
    """A "no", with the stage that says it and a sentence of meaning.

    Stages: `frontier` (never fetched), `fetch`, `reading`, `judge`.
    """

    stage: str
    meaning: str
    __hash__ = str.__hash__  # as in `Vocabulary`

    def __new__(cls, slug: str, stage: str, meaning: str) -> Self:
        """Make the member equal to its slug; an enum can't build on the `__new__` of `Vocabulary`."""
        self = str.__new__(cls, slug)
        self._value_ = slug
        self.stage = stage
        self.meaning = meaning
        return self

    @classmethod
    def of(cls, slug: str | None) -> Self | None:
        """Return the reason with a slug, as a table has it; None for none."""
        return None if slug is None else cls._value2member_map_[slug]  # type: ignore[return-value]  # as above

    # before a fetch
    NAVIGATION = "navigation", "frontier", "A menu, tag or list link; followed only with --breadth"
    NOFOLLOW = "nofollow", "frontier", "The page asks robots not to follow this link"
    OFF_TRACK = (
        "off-track",
        "frontier",
        "Found only on off-topic pages or in feeds, with nothing that speaks for it",
    )
    TOO_DEEP = "too-deep", "frontier", "More links away from the seed than the depth budget allows"
    NOT_A_PAGE = "not-a-page", "frontier", "The address names an image, archive, video or other file"
    BAD_URL = "bad-url", "frontier", "The address can't be fetched: malformed, or neither http nor https"
    TRAP = "trap", "frontier", "The address looks like an endless maze: too long, or repeating itself"
    ROBOTS = "robots", "frontier", "The site's robots.txt asks us to stay away from this address"
    ROBOTS_UNREACHABLE = (
        "robots-unreachable",
        "frontier",
        "The site's robots.txt could not be had, so we stay away",
    )
    PRIVATE_ADDRESS = (
        "private-address",
        "frontier",
        "The host is on a private or loopback network; fetched only with --allow-private",
    )

    BLOCKED = "blocked", "frontier", "The block list of this corpus names the address or its host"
    TAKEN_DOWN = (
        "taken-down",
        "frontier",
        "Someone asked for its removal: its text was erased, and it is never fetched again",
    )
    BUDGET = (
        "budget",
        "frontier",
        "Its host, or addresses of its pattern, were asked often and brought nothing",
    )

    OPAQUE = (
        "opaque",
        "frontier",
        "It leads to an article only through pages of a search service, so that is looked for by its title",
    )

    # from the network
    REDIRECT = "redirect", "fetch", "The address answered with another address, which has its own row"
    REDIRECT_LOOP = "redirect-loop", "fetch", "More redirects in a row than allowed"
    HTTP_ERROR = "http-error", "fetch", "The server answered with an error status"
    GONE = "gone", "fetch", "The server says there is nothing at this address (404 or 410)"
    DNS = "dns", "fetch", "The host name could not be resolved"
    UNREACHABLE = "unreachable", "fetch", "No connection, or it broke before the answer was whole"
    TLS = "tls", "fetch", "The certificate of the host is expired, self-signed or not its own"
    BAD_ANSWER = "bad-answer", "fetch", "What came back is not HTTP, or not what it says it is"
    TIMEOUT = "timeout", "fetch", "The answer was not complete within the time limit"
    TOO_LARGE = "too-large", "fetch", "The body or the header is larger than the size limit"
    NOT_HTML = "not-html", "fetch", "The answer is neither a web page, a feed nor a sitemap"
    THROTTLED = "throttled", "fetch", "The service says that it was asked too often, so it told us nothing"
    FETCH_FAILED = "fetch-failed", "fetch", "Our own code failed while fetching"

    # from reading
    EMPTY = "empty", "reading", "The page has no content"
    TOO_COMPLEX = "too-complex", "reading", "More markup than a page can have to be read safely"
    READING_TIMEOUT = "reading-timeout", "reading", "Reading took longer than the time limit"
    READING_FAILED = "reading-failed", "reading", "Our own code failed or ran out of memory while reading"
    NO_TEXT = "no-text", "reading", "No main text was found on the page"
    NOT_AN_ARTICLE = (
        "not-an-article",
        "reading",
        "A home, section, tag or author page: a list that leads to articles, not a text",
    )
    SEARCH_RESULTS = "search-results", "reading", "A page of search results: a list, not a text"
    GALLERY = "gallery", "reading", "A gallery of pictures, with captions at most"
    VIDEO = "video", "reading", "A video or audio player, with a few lines about it at most"
    LOGIN = "login", "reading", "A form to log in or register stands in place of a text"
    CONSENT_WALL = "consent-wall", "reading", "A request to accept cookies stands in place of a text"
    BOT_CHECK = "bot-check", "reading", "The site asks for proof that a person is reading; we don't pretend"
    NEEDS_JAVASCRIPT = (
        "needs-javascript",
        "reading",
        "The page is empty until a browser has run its scripts; [browser] in the settings lets one do that",
    )
    NOT_FOUND = "not-found", "reading", "The page says that it was not found, though the server did not"
    REMOVED = "removed", "reading", "The page says that its text was removed or has expired"
    FEED = "feed", "reading", "A feed or sitemap: its links were taken, it has no text of its own"
    ANSWERED = "answered", "reading", "The answer to a query: its links were taken, it has no text of its own"
    NOINDEX = "noindex", "reading", "The page asks not to be indexed, so no text was kept"

    RESERVED = (
        "reserved",
        "reading",
        "The site reserves its texts against mining or training, and the settings obey that",
    )

    # from the judges
    TOO_SHORT = "too-short", "judge", "The text is shorter than the corpus asks for"
    LANGUAGE = "language", "judge", "The text is not in a language the corpus asks for"
    OFF_TOPIC = "off-topic", "judge", "The text is not close enough to any seed"
    LOW_QUALITY = (
        "low-quality",
        "judge",
        "The text is damaged, cut off, a list or machine-made, by more than the corpus allows",
    )
    DUPLICATE = (
        "duplicate",
        "judge",
        "The same text, or a longer one that holds all of it, is in the corpus under another address",
    )
    UNSTORABLE = "unstorable", "judge", "Our own code failed while storing the page"


HUBS = frozenset({Reason.NOT_AN_ARTICLE, Reason.FEED})
"""What leads to new articles again and again, though it is none: lists, feeds, sitemaps."""
