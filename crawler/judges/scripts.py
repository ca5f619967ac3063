"""The words of texts with marks or in scripts without spaces, cut in all places at once: long ones only."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from ..letters import StandIns, are_of, written
from .terms import CJK, CJK_FUNCTION, INVOLVED, KATAKANA, MARKS, involved_words_of

Flags = npt.NDArray[np.bool_]
SPACE = np.uint16(ord(" "))
EACH_MARK = frozenset(MARKS)
MOSTLY = 0.1  # share of characters without spaces between words from which on they are taken all at once


def stand_in(character: str) -> str:
    """Return what stands for a character: itself in small letters, a space where it is in no word."""
    small = character.casefold()
    if small.isalnum():
        return small
    return "".join(one if one.isalnum() or INVOLVED.match(one) else " " for one in small)


STAND_INS = StandIns(stand_in)


def words_by_script(text: str) -> list[str] | None:
    """Return what `involved_words_of` does, of a text in any letters; None where it would be no slower."""
    letters = STAND_INS.put(text)
    if letters is None:
        return None
    marks, without_spaces = are_of(MARKS).take(letters), are_of(CJK + KATAKANA).take(letters)
    if np.count_nonzero(without_spaces) < MOSTLY * len(letters):
        return with_parts(written(letters).split(), INVOLVED.search)
    if (marks & without_spaces).any():
        return None
    words = written(spread(letters)).split()
    return with_parts(words, has_mark) if marks.any() else words


def has_mark(word: str) -> bool:
    """Say whether a mark is in a word."""
    return not EACH_MARK.isdisjoint(word)


def with_parts(words: list[str], is_involved: Callable[[str], object]) -> list[str]:
    """Return words with their parts in place of those that are involved: few of them."""
    numbers = [number for number, word in enumerate(words) if not word.isascii() and is_involved(word)]
    for number in reversed(numbers):
        words[number : number + 1] = involved_words_of(words[number])
    return words


def spread(letters: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """Put pairs for characters that are taken in pairs, and spaces where one script meets another."""
    is_cjk, is_katakana = are_of(CJK).take(letters), are_of(KATAKANA).take(letters)
    is_paired = is_cjk & ~are_of("".join(sorted(CJK_FUNCTION))).take(letters)
    begins_pair = is_paired & behind(is_paired)
    is_alone = is_katakana & ~before(is_katakana) & ~behind(is_katakana)
    columns = (
        (is_cjk | (is_katakana != before(is_katakana))) * SPACE,
        letters * ~(is_alone | (is_cjk & ~begins_pair)),
        np.append(letters[1:], SPACE) * begins_pair,
    )
    found = np.stack(columns, 1).ravel()
    return found[found > 0]


def before(values: Flags) -> Flags:
    """Return what is said of the character before each."""
    return np.concatenate(([False], values[:-1]))


def behind(values: Flags) -> Flags:
    """Return what is said of the character behind each."""
    return np.concatenate((values[1:], [False]))
