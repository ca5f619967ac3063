"""Names and titles by their letters and digits alone, in one case."""

from __future__ import annotations

from functools import lru_cache

from ...letters import ASCII

SMALL = ASCII.lower().ljust(0x100)
SIGNS = bytes(code for code in ASCII if not chr(code).isalnum())


@lru_cache(maxsize=512)  # the headings and names of a page are compared with each other again and again
def fold(text: str) -> str:
    """Return what is equal for two spellings of one name or title."""
    if text.isascii():
        return text.encode().translate(SMALL, SIGNS).decode()
    return "".join(filter(str.isalnum, text)).casefold()
