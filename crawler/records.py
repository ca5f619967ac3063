"""The records that flow, in the order they come to be: data, never connections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, dataclass_transform

from .packing import packed
from .reasons import Reason
from .timing import Costs
from .vocabulary import Vocabulary

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """Make a class one of the records that travel: slotted, compared by its fields, and never changed.

    Checkers hold that nothing changes one. At run time nothing does: a dataclass that is frozen sets field
    by field through `object`, which takes four times as long, and a page makes some hundreds of them. For
    the same reason they are pickled by the values of their fields, in one go.
    """
    return packed()(dataclass(slots=True, unsafe_hash=True)(cls))


class Kind(Vocabulary):
    """What a link is to the page it stands on, or how else a URL came to us."""

    SEED = "seed", "Given by a person: a seed's own address or a start URL"
    RELATED = "related", "In a block presented as related to, or recommended with, the article"
    INLINE = "inline", "A line such as “Read also: …” between the paragraphs"
    NEXT = "next", "The previous or next article"
    BODY = "body", "A link in the prose"
    NAVIGATION = "navigation", "Menus, tags, lists and everything else"
    FEED = "feed", "An entry of a feed, or the feed itself"
    SITEMAP = "sitemap", "An entry of a sitemap, or the sitemap itself"
    SEARCH = "search", "Named in the answer to a query, or the query itself"
    ARCHIVE = "archive", "No link: read from a WARC file or a saved page that was ingested"


@dataclass(frozen=True, slots=True)
class Seed:
    """An article to find more of; `url` is often unknown."""

    path: str
    """File it was read from, or the URL it was given as."""
    text: str = field(repr=False)
    title: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601 date."""
    language: str | None = None
    """ISO 639-1."""
    keywords: tuple[str, ...] = ()
    start_urls: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """What to ask others for, in place of what the text says."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: texts that have all of these terms."""

    terms: tuple[str, ...]
    """Words, and phrases whose words stand together."""
    language: str | None = None
    """ISO 639-1."""
    exact: bool = False
    """It is one passage, to be found word for word."""


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days, both ends included; None where it is open."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A query as one provider takes it: the address that answers it."""

    url: str
    provider: str
    """Who reads the answer: a name in `discover.providers.PROVIDERS`."""
    query: Query = Query(())
    window: Window = Window()
    sites: tuple[str, ...] = ()
    """Hosts that it is about, for who is asked about sites and not about words."""
    delay: float | None = None
    """Seconds that its host rests between two requests, if its provider asks for any."""
    step: int = 0
    """Answers that led to it."""


@dataclass(frozen=True, slots=True)
class Find:
    """What an answer says of one address it names."""

    url: str
    title: str = ""
    published: str | None = None
    """ISO 8601."""
    site: str | None = None
    """Host or name of the site that it was published on."""
    evidence: str = ""
    """What else speaks for it, for people."""
    is_opaque: bool = False
    """The address only leads on to the article, through pages of the service."""


@record
class Pace:
    """What is known of how fast a host may be asked; seconds, but for the slowdown."""

    delay: float | None = None
    """What its robots.txt asks for."""
    own_delay: float | None = None
    """What a person set for it."""
    provider_delay: float | None = None
    """What it asks for as a provider of addresses."""
    latency: float | None = None
    """What it takes to answer, the latest answers weighing most."""
    slowdown: float = 1.0
    """Factor, for trouble it had with us."""


@record
class Statement:
    """What a site says about the use of its texts, such as a TDM reservation or a licence."""

    source: str
    """Where: robots.txt, tdmrep.json, header, meta, link."""
    name: str
    """What about: robots, noai, tdm-reservation, tdm-policy, content-usage, content-signal, licence."""
    value: str
    """What, as it was written."""
    reserves: bool = False
    """It reserves mining or training, as far as the site can."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of a page that was read before, by which it is seen whether it has changed."""

    etag: str | None = None
    last_modified: str | None = None
    digest: int | None = None
    """Of the body that was read."""
    statements: tuple[Statement, ...] = ()
    """What was said then about the use of its text."""
    has_article: bool = False
    """A text is held; else only links."""


@record
class Target:
    """A URL worth a fetch, or, with a reason, one that was turned down unfetched."""

    url: str
    kind: Kind = Kind.SEED
    depth: int = 0
    """Links away from the nearest seed."""
    priority: float = 0.0
    """0..1; higher is fetched sooner."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """What the priority is made of."""
    reason: Reason | None = None
    id: int | None = None
    """Row in `frontier`, once it has one."""
    key: int | None = None
    """`urls.key` of the address, where it was worked out already."""
    via: int | None = None
    """Frontier id of the page that led here; None for what a person gave."""
    seed: int | None = None
    """Seed whose trail this is on."""
    hops: int = 0
    """Redirects in a row that led here."""
    attempts: int = 0
    """Failed fetches so far."""
    astray: int = 0
    """Off-topic pages in a row that led here."""
    block: int | None = None
    """Row in `blocks` of the block that its link stands in, once it has one."""
    pace: Pace = Pace()
    """What is known of its host, once it is claimed."""
    address: str | None = None
    """IP address that its host had last."""
    again: bool = False
    """It was settled before, and is asked again."""
    held: Held | None = None
    """What is held of it, once it is claimed again and the last visit went well."""
    ask: Ask | None = None
    """The query that it is, if it is one: its answer is read by who was asked."""


@record
class Page:
    """What the network answered; `reason` says why nothing usable came."""

    url: str
    final_url: str | None = None
    """Where it answered, or for a redirect where it points to."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Names in lower case."""
    body: bytes = field(default=b"", repr=False)
    size: int = 0
    """Bytes of the body as it was read, kept when the body is let go."""
    sent: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Headers of the request, names in lower case."""
    digest: int | None = None
    """Of the body that was read; None where that doesn't tell what is on the page."""
    fetched_at: str | None = None
    seconds: float | None = None
    """From asking to the last byte."""
    reason: Reason | None = None
    detail: str | None = None
    """What exactly went wrong, for people."""
    address: str | None = None
    """IP address that answered."""
    robots: str | None = None
    """By what robots.txt let us, or didn't: a rule as it stands there, or `ignored`."""
    statements: tuple[Statement, ...] = ()
    """What files of the site say of this address."""


@record
class Link:
    """An edge seen on a page; one per distinct address, the strongest kind kept."""

    url: str
    kind: Kind
    heading: str = ""
    """Visible heading of its block, empty if it has none."""
    anchor: str = ""
    position: int = 0
    """Order on the page, from 0."""
    nofollow: bool = False
    score: float = 0.0
    """0..1: how sure we are that it leads to more of the same."""
    path: str = ""
    """DOM path of its block, equal for the same block on other pages of the site."""
    published: str | None = None
    """When it was published, as a feed, sitemap or search says: ISO 8601."""


@record
class Article:
    """What was read on a page. Dates are ISO 8601, languages ISO 639-1."""

    title: str | None
    text: str = field(repr=False)
    """Paragraphs, separated by a newline."""
    author: str | None = None
    """Names separated by "; "."""
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    """Of the text, whatever the page declares."""
    language_confidence: float | None = None
    declared_language: str | None = None
    site: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    description: str | None = None
    image: str | None = None
    licence: str | None = None
    canonical: str | None = None
    """Address the page gives as its own."""
    paywalled: bool | None = None
    words: int = 0
    extractor: str = ""
    """Name, version and settings of what read the text."""
    mends: tuple[str, ...] = ()
    """What we corrected in the extractor's answer."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Field → where it came from, such as {"published": "json-ld"}."""


@record
class Verdict:
    """One judge's answer; no reason means keep."""

    judge: str
    score: float | None = None
    reason: Reason | None = None
    evidence: str | None = None
    """What the score rests on, for people."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """What the score is made of."""


@record
class Runs:
    """The runs of words in a text."""

    size: int
    """Words in a run; characters, in a script without spaces."""
    each: Sequence[int] = field(repr=False)
    """Their checksums, in the order of the text: 32 bits, which of two texts are the same by chance in one
    pair of seven thousand."""


@record
class Fingerprint:
    """What copies and excerpts of a text are found by."""

    scheme: int
    """Version of how it was made: only equal ones can be compared."""
    samples: tuple[int, ...]
    """Hashes of some of its runs of words, as signed 32-bit numbers, in order."""
    runs: Runs | None = field(default=None, repr=False, compare=False)
    """All of them, where they were made just now; they are not stored."""


@record
class Record:
    """An answer as WARC records, packed, on its way into the archive."""

    content: bytes = field(repr=False)
    length: int
    """Bytes of the first record in it, which is the answer; what was asked and known of it follow."""
    digest: str
    """SHA-1 of the body, as WARC files write it."""
    is_revisit: bool = False
    """The body stands elsewhere in the archive."""


@record
class Capture:
    """Where an answer stands in the archive."""

    file: str
    """Name of the file."""
    offset: int
    """Bytes before its record."""
    length: int
    """Bytes of its record, packed."""
    digest: str
    """SHA-1 of the body, as WARC files write it."""
    is_revisit: bool = False
    """The body stands elsewhere in the archive, under the same digest."""


@packed("links", "targets")
@record
class Reading:
    """All that one fetch taught us: the only thing handed to storage."""

    target: Target
    page: Page
    article: Article | None = None
    links: Sequence[Link] = ()
    """A tuple, or columns that equal it once the reading has travelled."""
    verdicts: tuple[Verdict, ...] = ()
    reason: Reason | None = None
    """Why there is no article, where the page itself was had."""
    targets: Sequence[Target] = ()
    """What to do with each link's address: one target per distinct link."""
    seconds: float = 0.0
    """CPU time spent on reading and judging."""
    fingerprint: Fingerprint | None = None
    """Of the article's text."""
    statements: tuple[Statement, ...] = ()
    """What the site says about the use of the text, in files, headers and the page."""
    extractor: str = ""
    """Name, version and settings of what read the page, article or not."""
    record: Record | None = None
    """The answer itself, if it is to be kept; gone once it is in the archive."""
    capture: Capture | None = None
    """Where it stands in the archive."""
    unchanged: bool = False
    """The page is what it was when it was read last: nothing was read, and what is held of it stays."""
    finds: tuple[Find, ...] = ()
    """What the answer to a query says of each link."""
    asks: tuple[Ask, ...] = ()
    """What is to be asked next: further pages of an answer, files that it names."""
    costs: Costs | None = field(default=None, compare=False, repr=False)
    """What each stage of reading took, while stages are timed."""

    @property
    def refusal(self) -> Reason | None:
        """The first reason that keeps this out of the corpus; None for a kept article."""
        if self.page.reason or self.reason:
            return self.page.reason or self.reason
        return next((verdict.reason for verdict in self.verdicts if verdict.reason), None)

    def verdict(self, judge: str) -> Verdict | None:
        """Return what `judge` said, if it was asked."""
        return next((verdict for verdict in self.verdicts if verdict.judge == judge), None)
