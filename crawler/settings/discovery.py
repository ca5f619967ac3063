"""What is asked of those who know addresses, and how much."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from urllib.parse import urlsplit

from .declaring import setting

PROVIDERS = (
    "feeds", "sitemaps", "gdelt", "google-news", "bing-news", "searxng", "wayback", "common-crawl", "urls",
)  # fmt: skip
"""Who can be asked for addresses; the names in `discover.providers`."""
# Not the archives: they name every page of a site, thousands at a time, whatever it is about.
ASKED_BY_DEFAULT = ("feeds", "sitemaps", "gdelt", "google-news", "bing-news", "searxng", "urls")


def check_base(text: str) -> None:
    """Raise ValueError unless a text is the address of a service, or empty."""
    parts = urlsplit(text)
    if text and not (parts.scheme in ("http", "https") and parts.hostname and not parts.query):
        msg = f"{text!r} is no address of a service, such as https://search.example/"
        raise ValueError(msg)


def check_feed(text: str) -> None:
    """Raise ValueError unless a text is an address of the web."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        msg = f"{text!r} is no address, such as https://news.example/feed.xml"
        raise ValueError(msg)


def check_site(text: str) -> None:
    """Raise ValueError unless a text is a host, or an address with nothing but one."""
    parts = urlsplit(text if "://" in text else f"https://{text}")
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host or " " in text or parts.path.strip("/"):
        msg = f"{text!r} is no host, such as news.example"
        raise ValueError(msg)


def check_command(text: str) -> None:
    """Raise ValueError for a command whose quotes don't close."""
    try:
        shlex.split(text)
    except ValueError as error:
        msg = f"{text!r} is no command: {error}"
        raise ValueError(msg) from None


@dataclass(frozen=True, slots=True)
class Discovery:
    """What a seed's text is made into, to ask for more like it."""

    terms: int = setting(20, "Terms taken from a seed's text")
    queries: int = setting(32, "Queries made of them, each of two to four terms")
    probes: int = setting(2, "Passages of a seed that are asked for word for word, to find its own page")
    days: int = setting(
        90, "Days around a seed's date that are asked for first, then four times that, then any; 0 for any"
    )
    enabled: bool = setting(
        default=True, help="Ask for first addresses in `crawl` where a seed names none and has none yet"
    )
    providers: tuple[str, ...] = setting(
        ASKED_BY_DEFAULT,
        "Who is asked; searxng and urls only if they are set, feeds and sitemaps only of known sites",
        among=PROVIDERS,
    )
    asked: int = setting(8, "Queries that each provider is asked in one round")
    rounds: int = setting(
        3, "Rounds, each with other queries and a wider window; the next only if nothing was found so far"
    )
    again_days: int = setting(
        7, "Days after which `corpuscle run` asks about a seed again, for what is new since; 0 for never"
    )
    results: int = setting(50, "Entries taken of one answer of a search")
    entries: int = setting(
        500, "Entries taken of one sitemap or archive index: those of the window and with words of the seed"
    )
    files: int = setting(10, "Further pages, feeds and sitemap files that one answer may lead to")
    sites: tuple[str, ...] = setting(
        (),
        "Hosts to ask for their feeds and sitemaps, and archives for their pages, such as news.example",
        check=check_site,
    )
    feeds: tuple[str, ...] = setting((), "Addresses of feeds to read", check=check_feed)
    title_sites: int = setting(
        5, "Sites that are asked for headlines which Google News named without their addresses; 0 for none"
    )
    gdelt: str = setting("https://api.gdeltproject.org/", "Address of GDELT", check=check_base)
    gdelt_delay: float = setting(5.0, "Seconds between two requests to GDELT, which asks for five")
    google_news: str = setting("https://news.google.com/", "Address of Google News", check=check_base)
    google_news_delay: float = setting(5.0, "Seconds between two requests to Google News")
    bing_news: str = setting("https://www.bing.com/", "Address of Bing News", check=check_base)
    bing_news_delay: float = setting(5.0, "Seconds between two requests to Bing News")
    searxng: str = setting(
        "", "Address of a SearXNG of your own, whose settings.yml allows json", check=check_base
    )
    searxng_delay: float = setting(2.0, "Seconds between two requests to SearXNG, which asks others in turn")
    wayback: str = setting("https://web.archive.org/", "Address of the Wayback Machine", check=check_base)
    wayback_delay: float = setting(5.0, "Seconds between two requests to the Wayback Machine")
    common_crawl: str = setting(
        "https://index.commoncrawl.org/", "Address of the index of Common Crawl", check=check_base
    )
    common_crawl_delay: float = setting(5.0, "Seconds between two requests to Common Crawl")
    urls_file: str = setting(
        "", "File beside the corpus with addresses, one a line; a tab and a title may follow"
    )
    urls_command: str = setting(
        "", "Command that prints addresses in the same form; run without a shell", check=check_command
    )
    urls_seconds: float = setting(60.0, "Seconds after which the command is stopped")
    urls_megabytes: float = setting(5.0, "Largest list of addresses, from file or command")
