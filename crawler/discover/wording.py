"""A query in the words that search services take."""

from __future__ import annotations

from urllib.parse import urlencode, urljoin

from ..records import Query
from .answer import one_line

# Country whose edition of a news search is asked in a language; `hl`, `gl` and `ceid` must agree.
COUNTRIES = {
    "ar": "EG", "bg": "BG", "bn": "BD", "cs": "CZ", "de": "DE", "el": "GR", "en": "US", "es": "ES",
    "fr": "FR", "he": "IL", "hi": "IN", "hu": "HU", "id": "ID", "it": "IT", "ja": "JP", "ko": "KR",
    "lt": "LT", "lv": "LV", "nl": "NL", "no": "NO", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU",
    "sk": "SK", "sl": "SI", "sr": "RS", "sv": "SE", "ta": "IN", "te": "IN", "th": "TH", "tr": "TR",
    "uk": "UA", "vi": "VN", "zh": "CN",
}  # fmt: skip
LONGEST_QUERY = 400  # characters; services cut or refuse longer ones


def worded(query: Query) -> str:
    """Return a query with its phrases in quotes."""
    terms = [one_line(term).replace('"', " ").strip() for term in query.terms]
    quoted = (f'"{term}"' if " " in term or query.exact else term for term in terms if term)
    return " ".join(quoted)[:LONGEST_QUERY]


def edition(query: Query) -> tuple[str, str]:
    """Return language and country that a news search is asked in."""
    language = query.language if query.language in COUNTRIES else "en"
    return language, COUNTRIES[language]


def address(base: str, path: str, **parameters: object) -> str:
    """Return an address of a service; parameters that are None are left out."""
    given = {name: value for name, value in parameters.items() if value is not None}
    url = urljoin(base if base.endswith("/") else f"{base}/", path)
    return f"{url}?{urlencode(given)}" if given else url
