"""The characters of a text by their bytes in UTF-8, or by their numbers: all C calls, whatever its length."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

ASCII = bytes(range(0x80))
PLANE = 0x10000  # characters that have two bytes in UTF-16
LATIN_1 = 0x100
FIRST_MARK = 0x300  # of those that go together with a letter before them
PUNCTUATION = range(0x2010, 0x2040)  # dashes, quotation marks, dots
UNKNOWN, SEVERAL = 0, 1  # in a table of characters: none of them stands for another
MANY = 200  # characters of a text that several stand for: such are put there one kind after the other
RANGE = re.compile(r"(.)(?:-(.))?", re.DOTALL)
PRINTED = b"\t\n\r" + bytes(range(0x20, 0x7F))


@lru_cache(maxsize=4)  # several ask of one text, and of its beginning
def beyond_ascii(text: str) -> str:
    """Return the characters of a text that are not ASCII: few, where there are others to be looked for.

    Some ten times as fast as by a pattern.
    """
    return "" if text.isascii() else beyond(text, ASCII)


def beyond(text: str, usual: bytes) -> str:
    """Return the characters of a text that are not among some of ASCII."""
    return text.encode("utf-8", "surrogatepass").translate(None, usual).decode("utf-8", "surrogatepass")


def translated(text: str, table: bytes) -> str:
    """Put other characters for those of ASCII, as a table has them; what is beyond keeps its bytes there."""
    return text.encode("utf-8", "surrogatepass").translate(table).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=2)  # several ask of one text
def codes(text: str) -> npt.NDArray[np.uint32]:
    """Return the numbers of characters."""
    import numpy as np  # noqa: PLC0415  (most commands look at no text)

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def is_composed(text: str) -> bool:
    """Say whether a text is sure to be in NFC: nothing but the first letters of Unicode and punctuation."""
    found = codes(text)
    return bool(((found < FIRST_MARK) | (found - PUNCTUATION[0] < len(PUNCTUATION))).all())


@cache
def are_of(characters: str) -> npt.NDArray[np.bool_]:
    """Say of each character with two bytes in UTF-16 whether it is in a class of a pattern."""
    import numpy as np  # noqa: PLC0415  (most commands look at no text)

    found = np.zeros(PLANE, np.bool_)
    plain = characters.encode().decode("unicode_escape") if characters.isascii() else characters
    for first, last in RANGE.findall(plain):
        found[ord(first) : ord(last or first) + 1] = True
    return found


class StandIns:
    """What stands for each character of a text: put there for all of them at once, learned when first met."""

    def __init__(self, fold: Callable[[str], str | None]) -> None:
        """Use what says what stands for a character; None where that depends on those beside it."""
        self.fold = fold
        self.known: npt.NDArray[np.uint16] | None = None

    def put(self, text: str) -> npt.NDArray[np.uint16] | None:
        """Return what stands for a text; None where that takes more than a look at the most of it."""
        found = self.look_up(codes(text))
        several = codes(text)[found == SEVERAL]
        if len(several) > MANY:
            return None
        for character in set(map(chr, several.tolist())):
            stand_in = self.fold(character)
            if stand_in is None:
                return None
            text = text.replace(character, stand_in)
        if len(several):
            found = self.look_up(codes(text))
            if SEVERAL in found:
                return None
        return found

    def look_up(self, text: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint16]:
        """Return what stands for each of some characters, as far as that is one character."""
        if self.known is None:
            import numpy as np  # noqa: PLC0415  (most commands look at no text)

            self.known = np.zeros(PLANE, np.uint16)
            self.known[-1] = SEVERAL  # there may be any behind
        found: npt.NDArray[np.uint16] = self.known.take(text, mode="clip")
        if found.min(initial=SEVERAL) == UNKNOWN:
            for code in set(text[found == UNKNOWN].tolist()):
                one = self.fold(chr(code)) or ""
                self.known[code] = ord(one) if len(one) == 1 and SEVERAL < ord(one) < PLANE else SEVERAL
            found = self.known.take(text, mode="clip")
        return found


def written(characters: npt.NDArray[np.uint16]) -> str:
    """Return the text of which these are the characters."""
    if characters.max(initial=0) < LATIN_1:
        return characters.astype("u1").tobytes().decode("latin-1")
    return characters.astype("<u2", copy=False).tobytes().decode("utf-16-le", "surrogatepass")
