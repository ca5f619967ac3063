"""Words glued together by pages that lose spaces around links: taken apart where well attested.

No dictionary: a document that glues “XiaomiThe” and “butXiaomi” also has the parts standing free.
Whatever is not attested stays as it is; “iPhone” and “McDonald” have no such witnesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language import language_of
from ..stops import stop_words
from .witness import BORDER, LOWER, TOKEN, UPPER, WORD, Witness, plain

# Marks are rarer than letters: looked for first, all goes fast.
COMMA = re.compile(
    rf"[,;?!](?:(?<=[{LOWER}][,;])(?=[{UPPER}{LOWER}]{{2}})|(?<=[{UPPER}0-9][,;])(?=[{UPPER}][{LOWER}])"
    rf"|(?<=[{UPPER}{LOWER}]{{2}}[?!])(?=[{UPPER}][{LOWER}]))",
)
STOP = re.compile(rf"[.:](?<=[{LOWER}]{{2}}.)(?=[{UPPER}][{LOWER}])")
CHUNK = re.compile(r"\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Repair:
    """A text with glued words taken apart; without white space it is the same as before."""

    text: str
    count: int = 0
    """Spaces put in."""
    joins: tuple[tuple[str, str], ...] = ()
    """(as it was, as it is now), in the order of the text."""


def repair(text: str, language: str | None = None) -> Repair:
    """Split glued words that the text itself attests; repairing twice changes nothing more.

    The language is found out where it is not known.
    """
    if not (BORDER.search(text) or COMMA.search(text) or STOP.search(text)):
        return Repair(text)
    stop = stop_words(language or language_of(text)[0])
    names: dict[str, int] = {}
    repaired, before = text, None
    while repaired != before:  # every pass frees words that may attest others
        before = repaired
        repaired = "".join(pieces(before, Witness(stop, names)))
    return Repair(repaired, len(repaired) - len(text), tuple(changes(text, repaired)))


def pieces(text: str, witness: Witness) -> Iterator[str]:
    """Yield the text in pieces, with a space wherever one was lost."""
    bare = plain(text)
    witness.hear(WORD.findall(bare))
    cuts = {match.end() for match in COMMA.finditer(bare)}
    cuts |= {end for match in STOP.finditer(bare) if opens_sentence(text, end := match.end(), witness)}
    divided = ((token, tuple(borders(token, parts, witness))) for token, parts in witness.divisible())
    inside = {token: places for token, places in divided if places}
    if inside:
        cuts |= {word.start() + at for word in WORD.finditer(bare) for at in inside.get(word[0], ())}
    at = 0
    for cut in sorted(cuts):
        yield text[at:cut]
        yield " "
        at = cut
    yield text[at:]


def opens_sentence(text: str, at: int, witness: Witness) -> bool:
    """Say whether the word behind a full stop or colon can begin a sentence."""
    match = TOKEN.match(text, at)
    word = BORDER.split(match.group())[0] if match else ""
    return word in witness.names or (bool(word) and witness.is_opener(word))


def borders(token: str, parts: Sequence[str], witness: Witness) -> Iterator[int]:
    """Yield where a token falls apart; `parts` are what stands between its capitals."""
    at = 0
    for left, right in zip(parts, [*parts[1:], ""], strict=True):
        tail = witness.tail(left, whole=len(parts) == 1)
        if tail:
            yield at + tail
        at += len(left)
        if right and joined(token, at, left, right, witness):
            yield at


def joined(token: str, at: int, left: str, right: str, witness: Witness) -> bool:
    """Judge a border by its neighbours, and by all that stands on its sides: YouTube|The."""
    return any(
        witness.is_join(before, after) for before in {left, token[:at]} for after in {right, token[at:]}
    )


def changes(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between two spaces of `before` and is another text in `after`."""
    at = start = 0
    for chunk in CHUNK.finditer(before) if after != before else ():
        start = at
        if after.startswith(chunk.group(), at):  # as most of a text is
            at += len(chunk.group())
            continue
        for letter in chunk.group():
            at += 2 if after[at] != letter else 1
        now = after[start:at].strip()
        if now != chunk.group(1):
            yield chunk.group(1), now
