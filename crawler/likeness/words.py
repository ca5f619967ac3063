"""The words of a text in a form that says nothing of case, accents and width of characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from ..letters import ASCII, StandIns, are_of, beyond_ascii, written

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_CHARACTERS = 100_000  # of a text, some 17,000 words; what stands behind them is not looked at
# Thai, Lao, Tibetan, Burmese, Khmer, kana, Han and Hangul: no spaces between words, or none that
# writers agree on.
UNSPACED = (
    r"\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7af\U00020000-\U0003ffff"
)
IS_UNSPACED = re.compile(f"[{UNSPACED}]")
# Letters of Hangul: the only characters that become others by what stands beside them.
JAMO = re.compile(
    r"[\u1100-\u11ff\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97f\ud7b0-\ud7fb\uffa0-\uffdc]"
)
# Different characters beyond ASCII that are replaced one by one: more of them, as of Greek or Han,
# are replaced in one go, which takes as long as 40 times one.
FEW = 40
MOST_KNOWN = 20_000  # characters; few pages of the world have more


class Folds(dict[int, str]):
    """What stands for each character: small letters without marks, or a space for what is no letter.

    Characters of scripts without spaces are set apart: each is a word.
    """

    def __missing__(self, code: int) -> str:
        """Work it out, once."""
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[code] = "".join(map(set_apart, plain(chr(code))))
        return self[code]


def words(text: str) -> list[bytes]:
    """Return the words of a text without case, accents and width of characters, in UTF-8."""
    return spaced(text).split()


def spaced(text: str) -> bytes:
    """Return these words with nothing but spaces around them."""
    text = text[:MOST_CHARACTERS]
    if text.isascii():
        return text.encode().translate(ASCII_FOLDS)
    found = STAND_INS.put(text)
    if found is None:
        return folded(text).encode().translate(ASCII_FOLDS)
    return written(with_spaces(found)).encode()


def with_spaces(characters: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Put spaces around the characters of scripts without spaces."""
    import numpy as np  # noqa: PLC0415  (most commands compare no texts)

    alone = are_of(UNSPACED).take(characters)
    if not alone.any():
        return characters
    spaces = alone * np.uint16(ord(" "))
    found = np.stack((spaces, characters, spaces), 1).ravel()
    return found[found > 0]


def folded(text: str) -> str:
    """Put for each character beyond ASCII what stands for it."""
    found = beyond_ascii(text)
    if JAMO.search(found):
        return plain(text).translate(FOLDS)
    characters = set(found)
    if len(characters) > FEW:
        return text.translate(FOLDS)
    for character in characters:
        text = text.replace(character, FOLDS[ord(character)])
    return text


def unspaced(text: str) -> int:
    """Count the characters of scripts without spaces."""
    return 0 if text.isascii() else len(IS_UNSPACED.findall(beyond_ascii(text[:MOST_CHARACTERS])))


def plain(text: str) -> str:
    """Return a text without case, marks and width of characters.

    Marks are accents and vowel signs: lost in some copies, and no part of a word for a pattern.
    """
    text = "".join(letter for letter in normalize("NFKD", text) if not category(letter).startswith("M"))
    return normalize("NFC", text).casefold()


def set_apart(character: str) -> str:
    """Return a letter or digit as it is, one of a script without spaces between spaces, else a space."""
    if IS_UNSPACED.match(character):
        return f" {character} "
    return character if character.isalnum() else " "


def stand_in(character: str) -> str | None:
    """Return what stands for a character, where that is the same whatever stands beside it."""
    return None if JAMO.match(character) else "".join(map(letter_or_space, plain(character)))


def letter_or_space(character: str) -> str:
    """Return a character as it is, but a space for what is no letter or digit."""
    return set_apart(character).strip() or " "


FOLDS = Folds()
STAND_INS = StandIns(stand_in)
# of ASCII in UTF-8; what is beyond it has been folded before, and keeps its bytes
ASCII_FOLDS = bytes(ord(FOLDS[code]) if code in ASCII else code for code in range(0x100))
