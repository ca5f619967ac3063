"""Plain text or Markdown → title, what the dateline says, and the paragraphs of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dateline import Dateline, dateline
from .markdown import heading, plain
from .trailers import without_trailers

LONGEST_TITLE = 200  # characters; headlines have up to 150
LONGEST_LINE = 1_000  # characters, with the Markdown, that are worth a look
MOST_DATELINES = 3  # lines: date, author, source
WRAPS = range(50, 121)  # characters of the longest line of a text that an editor wrapped
SLACK = 10  # characters by which a hand wraps earlier
STOPS = (".", "。", ";", ",", "，", "；", ":", "：", "।", "۔")
MASKED = re.compile(r"(?<![ \t])[ \t]*+[*＊]{2,}")
OPENING = tuple("\"'“‘«([")
NOTHING = Dateline()


@dataclass(frozen=True, slots=True)
class Shape:
    """A text, taken apart."""

    text: str
    """Paragraphs, separated by a newline."""
    title: str | None = None
    dateline: Dateline = NOTHING


def shape(raw: str, language: str | None = None) -> Shape:
    """Take a text apart: datelines stand above or below the title."""
    above, rest = datelines(raw, language, only_sure=True)
    title, rest = first_line(rest, language)
    below, rest = datelines(rest, language, only_sure=False)
    lines = [line.strip() for line in uncensored(plain(rest)).split("\n")]
    return Shape("\n".join(without_trailers(paragraphs(lines))), title, merged(above, below))


def first_line(raw: str, language: str | None) -> tuple[str | None, str]:
    """Split off the title: a Markdown heading, or a first line that looks like a headline."""
    found = heading(raw)
    if found:
        return found
    first, _, rest = raw.strip().partition("\n")
    second = rest.partition("\n")[0]
    apart = rest.strip() and (not second.strip() or dateline(second.strip(), language))
    title = uncensored(plain(first[:LONGEST_LINE])).strip()
    if not apart or not title or len(title) > LONGEST_TITLE or title.endswith(STOPS):
        return None, raw
    return title, rest


def datelines(raw: str, language: str | None, *, only_sure: bool) -> tuple[Dateline, str]:
    """Split off the datelines at the top, and say what they say together.

    Above a title only a sure one counts: “Rome, 31 January 2024” may be the title itself.
    """
    found = NOTHING
    for _ in range(MOST_DATELINES):
        first, _, rest = raw.lstrip().partition("\n")
        said = dateline(plain(first[:LONGEST_LINE]).strip(), language) if first else None
        if not said or (only_sure and said.site and not said.labelled):
            break
        found, raw = merged(found, said), rest
    return found, raw


def merged(one: Dateline, other: Dateline) -> Dateline:
    """Take from `other` what `one` leaves open."""
    return Dateline(one.published or other.published, one.site or other.site, one.author or other.author)


def paragraphs(lines: list[str]) -> list[str]:
    """Join what an editor wrapped; a line break that wasn't needed to fit stays one."""
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if line and before and width in WRAPS and not fits(before, line, width - SLACK):
            joined[-1] += f" {line}"
        elif line:
            joined.append(line)
    return joined


def fits(before: str, line: str, width: int) -> bool:
    """Say whether the first word of `line` would have fitted behind `before`."""
    return len(before) + 1 + len(line.split(maxsplit=1)[0]) <= width


def uncensored(text: str) -> str:
    """Drop words masked as asterisks, with the space they leave; “f**k” stays as it is."""
    return MASKED.sub(unmasked, text)


def unmasked(mask: re.Match[str]) -> str:
    """Return what is to stand instead of a masked word and the space before it."""
    text, start, end = mask.string, mask.start(), mask.end()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    space = mask.group().rstrip("*＊")
    if not space and before.isalpha() and after.isalpha() and before.isascii():
        return mask.group()
    return " " if space and (after.isalnum() or after in OPENING) else ""
