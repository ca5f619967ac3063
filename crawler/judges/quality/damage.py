"""Damage by decoding: mojibake, lost characters, markup that was not taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from ..kinds import Flags, kinds, runs
from .flags import Flag, Sign
from .sample import Sample

LOST = re.compile("[\ufffd\ue000-\uf8ff]")  # beside control characters
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5});")
MARKUP = re.compile(ENTITY.pattern + r"|</?[a-z][a-z0-9]*(?:\s[^<>]{0,200})?/?>|\{\{|\}\}|function\s*\(|<!--")
MARKUP_HAS, CODE = ("&", "<", "{{", "}}"), "function"  # one of these, whatever it is


def bytes_as(charset: str, first: int, last: int) -> str:
    """Return a regex class of what a charset makes of some bytes."""
    return "[" + "".join(map(re.escape, made_of(charset, first, last))) + "]"


def made_of(charset: str, first: int, last: int) -> list[str]:
    """Return what a charset makes of each of some bytes; controls where it has none."""
    return [bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in range(first, last + 1)]


def misread(charset: str, leads: tuple[int, int]) -> str:
    """Return a pattern for UTF-8 sequences of two and three bytes that were read by another charset."""
    follow = bytes_as(charset, 0x80, 0xBF)
    return f"{bytes_as(charset, *leads)}{follow}|{bytes_as(charset, 0xE0, 0xEF)}{follow}{{2}}"


# What Western text in UTF-8 becomes. Leads are those of Latin-1's letters, Greek, Cyrillic, Hebrew
# and Arabic; ß, the last letter, ends German words before a quotation mark.
SINGLE = {
    "latin-1": re.compile(misread("latin-1", (0xC2, 0xDE))),
    "cp1252": re.compile(misread("cp1252", (0xC2, 0xDE))),
    "mac_roman": re.compile(misread("mac_roman", (0xC2, 0xDE))),
    "cp437": re.compile(misread("cp437", (0xC2, 0xDE))),
    "cp1250": re.compile(misread("cp1250", (0xC2, 0xDE))),
    "iso8859-2": re.compile(misread("iso8859-2", (0xC2, 0xDE))),
    "cp1251": re.compile(misread("cp1251", (0xC2, 0xDE))),
    "koi8-r": re.compile(misread("koi8-r", (0xC2, 0xDE))),
}
LEADS = {name: re.compile(bytes_as(name, 0xC2, 0xEF)) for name in SINGLE}
LEADING = {name: frozenset(made_of(name, 0xC2, 0xEF)) for name in SINGLE}
FOLLOWING = {name: frozenset(made_of(name, 0x80, 0xBF)) for name in SINGLE}
TWO, THREE, REST = (0xC2, 0xDF), (0xE0, 0xEF), (0x80, 0xBF)  # what sequences begin with, and go on with
HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uff61-\uff9f\uac00-\ud7af]+")
DOUBLE = ("gb18030", "cp932", "big5", "euc_kr")
LATIN_1 = re.compile("[\u00a1-\u00ff]")
SIGNS = frozenset("¡¢£¤¥¦¨©ª¬±²³µ¶¸¹¼½¾¿×÷º")
INSIDE = re.compile(f"[{''.join(sorted(SIGNS))}](?<=[a-zà-ÿ].)(?=[a-zà-ÿ])")
INVERTED = re.compile(r"[А-ЯЁ]{2}(?<=\b[а-яё]..)")
CYRILLIC = re.compile("[А-яЁё]")
CONTROL = re.compile("[\x80-\x9f]")  # what Latin-1 makes of the quotation marks of Windows
ENOUGH = 3  # sequences; fewer may be chance
MOST = 0.5  # share of the letters that could begin a sequence and do; 0 in 99 % of real texts, 0.5 at most
FEWEST_HAN = 6
LOOKED_AT = 2_000
SENSE = 0.6  # share of bytes that are UTF-8; 0.45 at most in real texts
MOST_LATIN_1 = 0.25  # the most in a real text is 0.12, in Icelandic
CHARSET_SHOWS = 4_000  # characters


def damage(sample: Sample) -> Iterator[Sign]:
    """Measure what is broken in the characters of a text."""
    size = max(1, len(sample.text))
    found = lost(sample) if sample.beyond else 0
    yield Sign(Flag.LOST_CHARACTERS, 1000 * found / size, (f"{found} characters",))
    has_sign = kinds(sample.text).sign.any()
    has = [sign for sign in MARKUP_HAS if sign in sample.text] if has_sign else []
    is_code = CODE in sample.text
    pattern = ENTITY if has == ["&"] and not is_code else MARKUP
    markup = pattern.findall(sample.text) if has or is_code else []
    yield Sign(Flag.MARKUP, float(len(markup)), tuple(markup[:5]))
    odd = mojibake(sample) if len(sample.beyond) >= ENOUGH else []
    yield Sign(Flag.MOJIBAKE, 1000 * len(odd) / size if len(odd) >= ENOUGH else 0.0, tuple(odd[:5]))


def lost(sample: Sample) -> int:
    """Count what stands for lost characters, and those that nobody writes."""
    return int(np.count_nonzero(kinds(sample.text).control)) + len(LOST.findall(sample.beyond))


def mojibake(sample: Sample) -> list[str]:
    """Return the sequences that only a wrong charset makes."""
    text = sample.text[:CHARSET_SHOWS]
    beyond = kinds(sample.text).beyond[:CHARSET_SHOWS]
    single = sample.beyond[: np.count_nonzero(beyond)]
    if len(single) < ENOUGH:
        return []
    characters = frozenset(single)
    names = [name for name in SINGLE if may_be_of(characters, name)]
    has_runs = names or CYRILLIC.search(single)
    together = " ".join(map(text.__getitem__, runs(beyond, 2))) if has_runs else ""
    found = [of_charset(together, single, name) for name in names]
    inside = [] if SIGNS.isdisjoint(characters) else INSIDE.findall(text)
    found += [inside, INVERTED.findall(together), CONTROL.findall(single)]
    return max(*found, doubled(single), western(single, len(text)), key=len)


def may_be_of(characters: frozenset[str], name: str) -> bool:
    """Say whether there is what begins a sequence in a charset and what goes on with it: mostly not."""
    return not (LEADING[name].isdisjoint(characters) or FOLLOWING[name].isdisjoint(characters))


def of_charset(runs: str, single: str, name: str) -> list[str]:
    """Return UTF-8 read as a charset of single bytes, if most of what could begin a sequence does."""
    found = SINGLE[name].findall(runs)
    return found if len(found) >= ENOUGH and len(found) > MOST * len(LEADS[name].findall(single)) else []


def doubled(single: str) -> list[str]:
    """Return UTF-8 read as a charset of double bytes, if its bytes make sense as UTF-8."""
    han = "".join(HAN.findall(single, 0, LOOKED_AT))
    for name in DOUBLE if len(han) >= FEWEST_HAN else ():
        raw = han.encode(name, "ignore")
        if in_sequences(raw) > SENSE * len(raw) and len(raw) > len(han):
            return list(han)
    return []


def in_sequences(raw: bytes) -> int:
    """Count the bytes that belong to a sequence of two or three in UTF-8."""
    found = np.frombuffer(raw + bytes(2), np.uint8)
    first, rest = found[:-2], are_between(found, *REST)
    of_two = are_between(first, *TWO) & rest[1:-1]
    of_three = are_between(first, *THREE) & rest[1:-1] & rest[2:]
    return int(2 * np.count_nonzero(of_two) + 3 * np.count_nonzero(of_three))


def are_between(found: npt.NDArray[np.uint8], least: int, most: int) -> Flags:
    """Say of each byte whether it is one of several."""
    return (found >= least) & (found <= most)


def western(single: str, size: int) -> list[str]:
    """Return the letters of Latin-1 where they are more than any language has."""
    found = LATIN_1.findall(single) if len(single) > MOST_LATIN_1 * size else []
    return found if len(found) > MOST_LATIN_1 * size else []
