"""Signs of content farms and of machine translation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import repeat
from math import log2

from ...reading.text.joins import repair
from ..kinds import MARKS, following, kinds, matches
from ..terms import LOWER, UPPER
from .flags import Flag, Sign
from .sample import Sample

# A capital after three small letters, or a mark between two words: joined words, or a name.
SUSPECT = re.compile(
    rf"[{UPPER}{MARKS}](?=[^\W\d_])(?:(?<=[^\W\d_]{{3}}[^.])[^\W\d_]{{3,}}|(?<=[{LOWER}]{{3}}\.)[{UPPER}][{LOWER}]+)"
)
SUSPECTS = 4  # different ones from which on it is worth to look closer, at the price of a millisecond
FEWEST_JOINS = 3
LOOKED_AT = 8_000  # characters
ASTERISKS = re.compile(r"(?:(?<![^\s(\[“\"'])|(?<=[^\W\d_]{3}))[*＊]{2,}(?=[.,;:!?)\]，。！？]|\s+\S)")
BOLD = re.compile(r"\*\*[^\s*](?:[^*\n]*[^\s*])?\*\*")
SHORTEST_REST = 4  # letters of a name behind its first
NAME = re.compile(rf"[{UPPER}][{LOWER}]{{{SHORTEST_REST},}}\b")
ALIKE = 3  # letters that all spellings of a name begin with
FOLDED = str.maketrans({"y": "i", "q": "k", "w": "v", "j": "i", "z": "s", "h": None})
DOUBLED = re.compile(r"([^\W\d_])\1+")
MIXED = 0.25  # from this share on a text is in two languages, or in a CJK one
CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+")


def farm(sample: Sample) -> Iterator[Sign]:
    """Measure what careless machines leave behind."""
    yield glued(sample)
    yield censored(sample)
    yield spellings(sample)
    yield untranslated(sample)


def glued(sample: Sample) -> Sign:
    """Return how many different joins of words there are in a thousand words."""
    text = sample.text
    if len({text[match.start() - 3 : match.end()] for match in suspects(text)}) < SUSPECTS:
        return Sign(Flag.GLUED_WORDS, 0.0)
    joins = dict(repair(sample.text[:LOOKED_AT], sample.language).joins)
    if len(joins) < FEWEST_JOINS:
        return Sign(Flag.GLUED_WORDS, 0.0)
    return Sign(Flag.GLUED_WORDS, 1000 * len(joins) / min(len(sample.words), LOOKED_AT / 6), tuple(joins)[:5])


def suspects(text: str) -> Iterable[re.Match[str]]:
    """Return what may be joined words."""
    known = kinds(text)
    letter = known.letter
    places = following(letter, letter, letter, known.capital | known.mark, letter, letter)
    return matches(SUSPECT, text, [place + 3 for place in places])


def censored(sample: Sample) -> Sign:
    """Return in how many places asterisks stand for a word."""
    if "**" not in sample.text and "＊＊" not in sample.text:
        return Sign(Flag.CENSORED, 0.0)
    found = [
        line[max(0, match.start() - 30) : match.end() + 20]
        for line in sample.lines
        if "|" not in line
        for match in ASTERISKS.finditer(BOLD.sub(" ", line))
    ]
    return Sign(Flag.CENSORED, float(len(found)), tuple(found[:5]))


def spellings(sample: Sample) -> Sign:
    """Return the entropy of the spellings of a name, in bits, on average over the names."""
    names = names_in(sample.text) if sample.spaced else []
    counts = dict.fromkeys(names)
    starts = [name[:ALIKE] for name in counts]
    times = Counter(starts)
    is_alike = len(times) < len(starts)
    alike = [name for name, start in zip(counts, starts, strict=True) if times[start] > 1] if is_alike else []
    heard = sounds(alike)
    if len(set(heard)) == len(heard):  # as in most texts
        return Sign(Flag.SPELLINGS, 0.0)
    ways: dict[str, list[str]] = defaultdict(list)
    for name, sound in zip(alike, heard, strict=True):
        ways[sound].append(name)
    several = [same for same in ways.values() if len(same) > 1]
    bits = sum(entropy([names.count(name) for name in same]) for same in several)
    return Sign(Flag.SPELLINGS, bits / len(names), tuple(" / ".join(same) for same in several))


def names_in(text: str) -> list[str]:
    """Return what begins with a capital and goes on in small letters."""
    known = kinds(text)
    places = following(known.capital, *[known.small] * SHORTEST_REST)
    return [match[0] for match in map(NAME.match, repeat(text), places) if match]


def sounds(names: Iterable[str]) -> list[str]:
    """Return names without what transliterations differ in."""
    return DOUBLED.sub(r"\1", "\n".join(names).lower().translate(FOLDED)).split("\n")


def entropy(counts: list[int]) -> float:
    """Return the entropy of a distribution times its size, in bits."""
    total = sum(counts)
    return -sum(n * log2(n / total) for n in counts)


def untranslated(sample: Sample) -> Sign:
    """Return the share of characters in CJK scripts, where the text is not in one."""
    found = CJK.findall(sample.text) if CJK.search(sample.beyond) else []
    share = sum(map(len, found)) / len(sample.text) if found else 0.0
    return Sign(Flag.UNTRANSLATED, share if share < MIXED else 0.0, tuple(found[:5]))
