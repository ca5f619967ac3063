"""Addresses: made fetchable, compared, and turned down when they can't be pages."""

from __future__ import annotations

import hashlib
import re
import struct
from functools import lru_cache
from string import ascii_letters, digits
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from .reasons import Reason
from .settings import Traps
from .traps import LIMITS, is_trap

LONGEST_URL = LIMITS.longest_url  # of what pages say of themselves, whatever the settings
# What browsers strip from an address, and the spaces of other scripts that get there by copying.
EDGES = "".join(map(chr, [*range(33), 0xA0, 0x1680, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F,
                          0x3000, 0xFEFF]))  # fmt: skip
BREAKS = dict.fromkeys(map(ord, "\t\n\r"))
# Below, other services listen (mail, SSH); so they do on these. Browsers block them too.
LOWEST_PORT = 1024
OTHER_SERVICES = frozenset({
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
    6697, 10080,
})  # fmt: skip
DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say who sent the reader, or which visit this is, never which page.
TRACKING = re.compile(
    r"""^(utm_\w+|at_\w+|pk_\w+|mtm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|yclid|twclid
    |igshid|igsh|mibextid|mc_[ce]id|ns_\w+|_ga|_gl|cmp|intcmp|cmpid|s_cid|icid|ocid|ncid|ftag|xtor
    |wt_\w+|mkt_tok|spm|scm|smid|smtyp|ito|oc|usqp|ref_src|ref_url|sr_share|soc_src|soc_trk|_hs\w+
    |vero_\w+|guccounter|guce_\w+|fb_\w+|amp_\w+|__twitter_impression|phpsessid|jsessionid
    |aspsessionid\w*|sess(ion)?_?id|cfid|cftoken|oscsid|zenid|xtsid)$""",
    re.IGNORECASE | re.VERBOSE,
)
# Parameters that ask for the same page in another form: for phones, for print, to share or answer it.
FORM = re.compile(
    r"""^((non?)?amp|mobile|nomobile|print|printable|printer|printpage|printview|printerfriendly)
    =(|1|0|y|yes|no|true|false|on|amp|print|mobile)$
    |^(output|outputtype|view|format)=(amp|print|printable|mobile)$|^replytocom=\d+$|^share=[a-z-]+$""",
    re.IGNORECASE | re.VERBOSE,
)
# Short names that can mean anything, with a value as only programs make them.
SESSION = re.compile(
    r"^(s|sid|sess|session|visit|visitor|token|key|hash)=(?=[a-z-]*\d)(?=[\d-]*[a-z])[0-9a-z-]{16,}$",
    re.IGNORECASE,
)
# The same list in another order or look. Values that only numbers have may be about something else.
ORDER = re.compile(
    r"""^(sort(_?(by|order|dir|direction))?|order_?(by|dir)|orderby)=[a-z_.:+\s-]*$
    |^(order|dir|direction)=(asc|desc|ascending|descending|up|down|a|d)$
    |^(view|display|layout)=(list|grid|tiles?|cards?|table|compact|thumbs|thumbnails|gallery)$""",
    re.IGNORECASE | re.VERBOSE,
)
# Parameters of the three sorts above, whose values decide.
VALUED = re.compile(
    r"""(non?)?amp | (no)?mobile | print(able|er|page|view|erfriendly)? | output(type)? | view | format
    | replytocom | share | s | sid | sess | session | visit | visitor | token | key | hash
    | sort(_?(by|order|dir|direction))? | order_?(by|dir)? | dir | direction | display | layout""",
    re.IGNORECASE | re.VERBOSE,
)
FORM_ALONE = ("m=0", "m=1")  # with others it can be a month
FORM_HOSTS = frozenset({"www", "m", "mobile", "amp", "touch"})
# The last part of an address that names a story: "/sound/amp" can be about loudspeakers.
STORY = r"/[^/]*(?:\d|-[^/]+-|\.html?)[^/]*"
FORM_BEFORE = re.compile(rf"^/(?:amp|print)((?:/[^/]+)*{STORY})$")
FORM_BEHIND = re.compile(rf"({STORY})/(?:amp|print)(?:\.html?)?$")
FORM_WITHIN = re.compile(r"\.amp(?=(?:\.html?)?$)")
INDEX = re.compile(r"/index\.(?:html?|php|aspx?|jsp)$")
# Escapes in a row, and those of what needs none: letters, digits, "-", ".", "_", "~".
ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
NEEDLESS = re.compile(r"%(?:2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])")
# Java's and PHP's way to keep a session without cookies, and that of ASP.NET: /(S(3x…))/
PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid|session_?id)=[^/?;]*|/\(?(?:[A-Z]\([0-9a-z_-]{16,}\))+\)?(?=/|$)",
    re.IGNORECASE,
)
SLASHES = re.compile(r"//+")
DOT = re.compile(r"%2e", re.IGNORECASE)
HAS_DOTS = re.compile(r"/(?:\.|%2e)", re.IGNORECASE)
BEHIND = re.compile(r"[?#]")
FILE = re.compile(
    r"""\.(7z|aac|apk|avi|avif|bin|bmp|bz2|css|csv|dmg|docx?|eot|epub|exe|flac|flv|gif|gz|heic|ico
    |ics|iso|jar|jpe?g|js|json|m3u8|m4[av]|mjs|mkv|mov|mp[34]|mpe?g|msi|odp|ods|odt|og[agv]|otf|pdf
    |pkg|png|pptx?|ps|psd|rar|rpm|rtf|svgz?|swf|tar|tgz|tiff?|ttf|txt|wav|webm|webp|wm[av]|woff2?
    |xlsx?|xz|zip)$""",
    re.IGNORECASE | re.VERBOSE,
)
KEY = struct.Struct(">q")
NO_DIGEST = hashlib.blake2b(digest_size=KEY.size)
# What a name can be once it is in ASCII; colons stand in IPv6 addresses.
HOST_NAME = re.compile(r"[a-z0-9._:\-]+")
SCHEMES = ("https://", "http://")
# Scheme, host, path without a session, and parameters that mean what they say.
USUAL = re.compile(
    r"""https?://([A-Za-z0-9_.:-]+)(/[A-Za-z0-9_.~/:@!$&'*+,=%-]*)?
    (?:\?([A-Za-z0-9_.~-]+=[A-Za-z0-9_.~-]*(?:&[A-Za-z0-9_.~-]+=[A-Za-z0-9_.~-]*)*))?""",
    re.VERBOSE,
)
# Where a host ends in nearly all addresses; to take them apart takes ten times as long.
USUAL_HOST = re.compile(r"https?://([a-zA-Z0-9_.:-]+)(?=[/?#]|\Z)")
BEHIND_SCHEME = len("https://")
# What most paths consist of: a call into C tells it three times as fast as a pattern.
IN_PATH = (ascii_letters + digits + "_-~+,:@!/.").encode()
MOST_REMEMBERED = 32_768  # addresses; some 10 MB
COMPARABLE: dict[str, str] = {}  # what addresses come to that were met lately
# Nothing in here needs escaping.
PLAIN = re.compile(r"(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")


def clean(href: str, base: str = "") -> str | None:
    """Return the absolute address `href` would fetch, without fragment; None if it is none.

    As in browsers, whitespace at the ends and line breaks inside go, spaces inside are escaped,
    backslashes are slashes, and dot segments are resolved. Names and passwords go.
    """
    href = href.strip(EDGES).translate(BREAKS)
    if "\\" in href:
        place = BEHIND.split(href, maxsplit=1)[0]
        href = place.replace("\\", "/") + href[len(place) :]
    try:
        url = urljoin(base, href).partition("#")[0]
        parts = urlsplit(url if PLAIN.fullmatch(url) else escaped(url))
        port = parts.port
    except (ValueError, UnicodeError):
        return None
    name = (parts.hostname or "").rstrip(".")
    if not HOST_NAME.fullmatch(name) or parts.scheme not in DEFAULT_PORTS:
        return None
    if ":" in name:
        name = f"[{name}]"
    netloc = name if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"
    path = without_dots(parts.path) if HAS_DOTS.search(parts.path) else parts.path
    return urlunsplit((parts.scheme, netloc, path or "/", parts.query, ""))


def escaped(url: str) -> str:
    """Escape what may not stand in an address as browsers do; raises ValueError."""
    from w3lib.url import safe_url_string  # noqa: PLC0415  (loads HTTP, mail and TLS; most need no escapes)

    return safe_url_string(url)


def without_dots(path: str) -> str:
    """Resolve `.` and `..` in a path, however they are written; `urljoin` leaves those of whole addresses."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        dots = DOT.sub(".", segment)
        if dots == ".." and kept:
            kept.pop()
        elif dots not in (".", ".."):
            kept.append(segment)
    return "/" + "/".join([*kept, ""] if dots in (".", "..") else kept)


def comparable(url: str) -> str:
    """Return what is equal for addresses of one page.

    Scheme, `www.`, trailing slash, fragment, tracking and session parameters and the order of
    the rest don't count; nor does the form of the page: for phones, for print, as AMP. `url` is
    one that `clean` made, or one that no one can fetch.
    """
    found = COMPARABLE.get(url)  # as it is asked of every link when it is read and when it is followed
    if found is None:
        found = worked_out(url)
        remember(url, found)
    return found


def remember(url: str, found: str) -> None:
    """Note what is equal for the addresses of a page, where one was met."""
    if len(COMPARABLE) >= MOST_REMEMBERED:
        COMPARABLE.clear()
    if len(url) <= LONGEST_URL:  # longer ones would fill the memory
        COMPARABLE[url] = found


def worked_out(url: str) -> str:
    """Work out what is equal for addresses of one page."""
    if found := USUAL.fullmatch(url):  # most are so; this says the same in a tenth of the time
        netloc, path, query = found[1], found[2] or "", found[3]
        path = SLASHES.sub("/", path) if "//" in path else path
        path = comparable_path(path) if is_varied(path) else path.rstrip("/")
        if query:
            pairs = sorted([pair.split("=") for pair in query.split("&")])
            query = "&".join([f"{name}={value}" for name, value in pairs if is_compared(name, value)])
    else:
        netloc, path, query = taken_apart(url)
        path = comparable_path(path)
    netloc = comparable_host(netloc)
    return f"{netloc}{path}?{query}" if query and query not in FORM_ALONE else netloc + path


def is_elaborate(url: str) -> bool:
    """Say whether an address is anything but scheme, host and path."""
    if "?" in url or ";" in url or "#" in url or "[" in url or "]" in url:
        return True
    return not url.startswith(SCHEMES)


def taken_apart(url: str) -> tuple[str, str, str]:
    """Return host, path and what counts of the parameters."""
    parts = pieces(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    query = urlencode(sorted(pair for pair in pairs if is_compared(*pair)))
    return parts.netloc, SLASHES.sub("/", PATH_SESSION.sub("", parts.path)).rstrip("/"), query


def is_compared(name: str, value: str) -> bool:
    """Say whether a parameter tells pages apart."""
    said = tells_apart(name)
    if said is None:
        pair = f"{name}={value}"
        return not (FORM.match(pair) or SESSION.match(pair) or ORDER.match(pair))
    return said


@lru_cache(maxsize=4096)
def tells_apart(name: str) -> bool | None:
    """Say whether a parameter tells pages apart, not visits or readers; None where its value decides.

    The same few stand in most addresses.
    """
    if TRACKING.match(name):
        return False
    return None if VALUED.fullmatch(name) else True


def is_plain(path: str) -> bool:
    """Say whether what begins with a slash is a path with nothing in it to mend, or to compare otherwise."""
    if not path.isascii() or path.encode().translate(None, IN_PATH) or "//" in path or "/." in path:
        return False
    return "amp" not in path and "/print" not in path and "/index." not in path  # as in `is_varied`


def is_varied(path: str) -> bool:
    """Say whether a path may be that of another form of a page, such as AMP: if not, it need not change."""
    return "%" in path or "amp" in path or "/print" in path or "/index." in path


@lru_cache(maxsize=4096)
def comparable_host(netloc: str) -> str:
    """Return a host without what says for which device it serves its pages."""
    labels = netloc.lower().removeprefix("www.").split(".")
    first, domain = labels[:-2], labels[-2:]
    if len(first) == 1 and len(domain[0]) <= len("com") and len(domain[1]) == len("uk"):
        return ".".join(labels)  # m.co.uk is somebody's domain
    if FORM_HOSTS.isdisjoint(first):
        return ".".join(labels)
    return ".".join([*(label for label in first if label not in FORM_HOSTS), *domain])


def comparable_path(path: str) -> str:
    """Return a path without the form of the page, index file and needless escapes."""
    path = unescaped(path) if "%" in path else path
    path = INDEX.sub("", path.rstrip("/"))
    if len(path) > LONGEST_URL:  # no page has it, and what tells stories goes quadratic on it
        return path
    if "/amp" in path or "/print" in path:
        for form in (FORM_BEFORE, FORM_BEHIND):
            path = form.sub(r"\1", path)
    return FORM_WITHIN.sub("", path).rstrip("/")


def unescaped(path: str) -> str:
    """Decode escapes that are not needed, write the others in capitals: RFC 3986, section 6.2.2."""
    path = ESCAPES.sub(lambda found: found[0].upper(), path)
    return NEEDLESS.sub(lambda found: chr(int(found[0][1:], 16)), path)


def are_one_site(one: str, other: str) -> bool:
    """Say whether two addresses are on one site: the same host in any form, or one below the other."""
    first, second = (comparable_host(pieces(url).netloc) for url in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


@lru_cache(maxsize=16_384)
def key(url: str) -> int:
    """Return 64 bits that stand for a page in `frontier`, signed as SQLite has them.

    Two of 10 million pages collide with a chance of 1 in 370,000.
    """
    digest = NO_DIGEST.copy()  # to begin anew takes half as long again
    digest.update(comparable(url).encode("utf-8", "surrogatepass"))
    found: int = KEY.unpack(digest.digest())[0]
    return found


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """Return the host (with its port, unless it is the default one): the unit of politeness."""
    if found := USUAL_HOST.match(url):
        return found[1].lower()
    if not is_elaborate(url):
        return url.partition("://")[2].partition("/")[0].lower()
    return pieces(url).netloc.lower()


def pieces(url: str) -> SplitResult:
    """Split an address; one that is malformed is all path, so that it too can have a row."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def refusal(url: str, limits: Traps = LIMITS) -> Reason | None:
    """Say why an address can't be a page worth a fetch; None if it may be one."""
    return Reason.BAD_URL if clean(url) is None else refusal_of_clean(url, limits)


def refusal_of_clean(url: str, limits: Traps = LIMITS) -> Reason | None:
    """Say the same of an address that `clean` made, of which every page has a hundred."""
    place, _, query = url.partition("://")[2].partition("?")
    _, dot, ending = place.rpartition(".")  # as in `is_file`
    if dot and "/" not in ending and is_of_file(ending):
        return Reason.NOT_A_PAGE
    if ":" in place and is_other_service(place.partition("/")[0]):
        return Reason.BAD_URL
    return Reason.TRAP if is_trap(url, place, query, limits) else None


def is_file(place: str) -> bool:
    """Say whether an address without its query is that of a file which is no page."""
    _, dot, ending = place.rpartition(".")
    return bool(dot) and "/" not in ending and is_of_file(ending)


@lru_cache(maxsize=1024)
def is_of_file(ending: str) -> bool:
    """Say whether what stands behind the last full stop of a name is that of a file which is no page."""
    return bool(FILE.search(f".{ending}"))


@lru_cache(maxsize=1024)
def is_other_service(netloc: str) -> bool:
    """Say whether a port is one that web servers don't listen on."""
    port = netloc.rpartition("]")[2].partition(":")[2]
    if not port.isdecimal():
        return False
    return int(port) in OTHER_SERVICES or (
        int(port) < LOWEST_PORT and int(port) not in DEFAULT_PORTS.values()
    )
