"""A page that was saved to a file: where it is from, as far as it says so itself."""

from __future__ import annotations

import re

from .. import urls
from .decode import decode
from .document import Document, parse
from .metadata.claims import first, gather
from .metadata.fields import canonicals

# What Chromium and others write at the top of a page that is saved.
SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)(\S{1,2000}) -->")
TOP = 2_000  # characters in which it stands


def stated_address(body: bytes) -> str | None:
    """Return the address that a saved page gives as its own, by its browser or by itself."""
    text, _ = decode(body)
    saved = SAVED_FROM.search(text[:TOP])
    if saved and (url := urls.clean(saved[1])):
        return url
    document = parse(text, "")
    if not isinstance(document, Document):
        return None
    return first(canonicals(gather(document), document))[0]
