"""Addresses: made fetchable, compared, and turned down when they can't be pages."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from .reasons import Reason

LONGEST_URL = 2_000  # characters; browsers and servers stop caring beyond
MOST_SEGMENTS = 15  # of a path; real articles have up to 9
MOST_REPEATS = 3  # of one segment in a path: /a/b/a/b/a/b/a/b is a loop of relative links
MOST_PARAMETERS = 8  # of a query; faceted lists have more, articles hardly any
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say who sent the reader, or which visit this is, never which page.
TRACKING = re.compile(
    r"""^(utm_\w+|at_\w+|pk_\w+|mtm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|igshid
    |mc_[ce]id|ns_\w+|_ga|_gl|cmpid|icid|ocid|ftag|xtor|wt_\w+|mkt_tok|phpsessid|jsessionid
    |aspsessionid\w*|session_?id)$""",
    re.IGNORECASE | re.VERBOSE,
)
PATH_SESSION = re.compile(r";jsessionid=[^/?]*", re.IGNORECASE)
FILE = re.compile(
    r"""\.(7z|aac|apk|avi|avif|bin|bmp|bz2|css|csv|dmg|docx?|eot|epub|exe|flac|flv|gif|gz|heic|ico
    |ics|iso|jar|jpe?g|js|json|m3u8|m4[av]|mjs|mkv|mov|mp[34]|mpe?g|msi|odp|ods|odt|og[agv]|otf|pdf
    |pkg|png|pptx?|ps|psd|rar|rpm|rtf|svgz?|swf|tar|tgz|tiff?|ttf|txt|wav|webm|webp|wm[av]|woff2?
    |xlsx?|xz|zip)$""",
    re.IGNORECASE | re.VERBOSE,
)
# What a name can be once it is in ASCII; colons stand in IPv6 addresses.
HOST_NAME = re.compile(r"[a-z0-9._:\-]+")
# What makes an address more than scheme, host and path, or less.
ELABORATE = re.compile(r"[?;#\[\]]|^(?!https?://)")
# Nothing in here needs escaping.
PLAIN = re.compile(r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")


def clean(href: str, base: str = "") -> str | None:
    """Return the absolute address `href` would fetch, without fragment; None if it is none.

    Whitespace at the ends and line breaks inside go, as browsers do; spaces inside are escaped.
    """
    href = href.strip(" \t\r\n\f\v\0\u00a0\u200b\ufeff").translate({9: None, 10: None, 13: None})
    try:
        url = urljoin(base, href).partition("#")[0]
        parts = urlsplit(url if PLAIN.fullmatch(url) else safe_url_string(url))
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    name = (parts.hostname or "").rstrip(".")
    if not HOST_NAME.fullmatch(name) or parts.scheme not in DEFAULT_PORTS:
        return None
    if ":" in name:
        name = f"[{name}]"
    netloc = name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def comparable(url: str) -> str:
    """Return what is equal for addresses of one page.

    Scheme, `www.`, trailing slash, fragment, tracking and session parameters and the order of
    the rest don't count. `url` is one that `clean` made, or one that no one can fetch.
    """
    if not ELABORATE.search(url):  # most have no query; this says the same in a tenth of the time
        netloc, slash, path = url.partition("://")[2].partition("/")
        return netloc.lower().removeprefix("www.") + (slash + path).rstrip("/")
    parts = pieces(url)
    netloc = parts.netloc.lower().removeprefix("www.")
    path = PATH_SESSION.sub("", parts.path).rstrip("/")
    pairs = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    query = urlencode(sorted(pair for pair in pairs if not TRACKING.match(pair[0])))
    return f"{netloc}{path}?{query}" if query else netloc + path


def key(url: str) -> int:
    """Return 64 bits that stand for a page in `frontier`, signed as SQLite has them.

    Two of 10 million pages collide with a chance of 1 in 370,000.
    """
    digest = hashlib.blake2b(comparable(url).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """Return the host (with its port, unless it is the default one): the unit of politeness."""
    if not ELABORATE.search(url):
        return url.partition("://")[2].partition("/")[0].lower()
    return pieces(url).netloc.lower()


def pieces(url: str) -> SplitResult:
    """Split an address; one that is malformed is all path, so that it too can have a row."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def refusal(url: str) -> Reason | None:
    """Say why an address can't be a page worth a fetch; None if it may be one."""
    return Reason.BAD_URL if clean(url) is None else refusal_of_clean(url)


def refusal_of_clean(url: str) -> Reason | None:
    """Say the same of an address that `clean` made, of which every page has a hundred."""
    path, _, query = url.partition("://")[2].partition("?")
    if FILE.search(path):
        return Reason.NOT_A_PAGE
    return Reason.TRAP if is_trap(url, path, query) else None


def is_trap(url: str, path: str, query: str) -> bool:
    """Spot an address out of a maze: too long, too deep, repeating itself, too many parameters."""
    if len(url) > LONGEST_URL or query.count("&") >= MOST_PARAMETERS:
        return True
    if path.count("/") <= MOST_REPEATS:
        return False
    segments = [segment for segment in path.split("/")[1:] if segment]
    return len(segments) > MOST_SEGMENTS or any(segments.count(s) > MOST_REPEATS for s in set(segments))
