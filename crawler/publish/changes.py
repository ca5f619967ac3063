"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word with what follows it up to the next; a CJK character is a word.
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W\u3040-\u9fff\uac00-\ud7af]+\s*|\W"
)
# Word by word takes as many steps as the product of both lengths, at worst: 1,000 words changed
# against 1,000 take half a second. What is more is shown as gone and come.
MOST_STEPS = 1_000_000
MOST_PARAGRAPHS = 2_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text that stayed, came or went."""

    fate: str
    """same, added or removed."""
    text: str


def changes(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; joined without the added ones they are `old`."""
    before, after = (text.splitlines(keepends=True)[:MOST_PARAGRAPHS] for text in (f"{old}\n", f"{new}\n"))
    pieces: list[Piece] = []
    for fate, gone, come in compared(before, after):
        if fate == "replace" and is_bearable(gone, come):
            for inner, left, right in compared(split(gone), split(come)):
                pieces += fates(inner, left, right)
        else:
            pieces += fates(fate, gone, come)
    return pieces


def compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Yield difflib's opcodes with what they speak of."""
    for fate, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield fate, old[i:j], new[k:m]


def fates(fate: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    """Yield the pieces of an opcode."""
    if fate == "equal":
        yield Piece("same", "".join(old))
        return
    if old:
        yield Piece("removed", "".join(old))
    if new:
        yield Piece("added", "".join(new))


def split(paragraphs: Sequence[str]) -> list[str]:
    """Return the words of some paragraphs."""
    return WORD.findall("".join(paragraphs))


def is_bearable(old: Sequence[str], new: Sequence[str]) -> bool:
    """Say whether two passages can be compared word by word."""
    return len(split(old)) * len(split(new)) <= MOST_STEPS
