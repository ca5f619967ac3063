"""Dates as people write them: found in a line, returned as ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

YEAR_FIRST = r"\d{4}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}(?!\d)\s?[日일]?"
DAY_FIRST = (
    r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s|of\s)?\s*[^\W\d_]{3,}\.?(?:\s+\d{1,2})?,?"
    r"\s+(?:de\s+|del\s+)?\d{4}"
)
MONTH_FIRST = r"[^\W\d_]{3,}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
NUMBERS = r"\d{1,2}([./-])\s?\d{1,2}\1\s?\d{4}"
DATE = re.compile(rf"(?<![\d\w])(?:{YEAR_FIRST}|{DAY_FIRST}|{MONTH_FIRST}|{NUMBERS})(?!\d)")
# With any language dateparser takes 3 s to say no; with these 0.6 s once, then milliseconds.
LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sv", "da", "nb", "fi"),
    *("tr", "ar", "zh", "ja", "ko", "vi", "id", "el", "hu", "ro"),
)
WEEKDAY = re.compile(r"[^\W\d_]+\.?,?\s+$")
TIME = re.compile(
    r"[T\s,]*(?:(?:at|um|à|às|a\slas|om|kl\.?|alle)\s+)?(?<!\d)\d{1,2}(?:[:.h]\d{2}){1,2}(?:\.\d+)?"
    r"\s*(?:[APap]\.?[Mm]\b\.?)?\s*\(?(?:Z|UTC|GMT|[A-Z]{1,3}T|Uhr)?\b\s*(?:[+-]\d{2}:?\d{2})?\)?",
)


def iso_date(text: str, language: str | None = None) -> str | None:
    """Return a text that is one date, with a weekday or a time of day at most, as YYYY-MM-DD."""
    text = text.strip()
    found = find_date(text, language)
    return found[0] if found and found[1:] == (0, len(text)) else None


def find_date(line: str, language: str | None = None) -> tuple[str, int, int] | None:
    """Return the first date in a line as (YYYY-MM-DD, start, end), with its weekday and time."""
    for match in DATE.finditer(line):
        found = iso(match.group(), language)
        if found:
            weekday = WEEKDAY.search(line, 0, match.start())
            named = weekday and spelled(weekday.group() + match.group(), language)
            time = TIME.match(line, match.end())
            start = weekday.start() if weekday and named else match.start()
            return found, start, time.end() if time else match.end()
    return None


@lru_cache(maxsize=1024)
def iso(text: str, language: str | None) -> str | None:
    """Return what `DATE` matched as YYYY-MM-DD; None if there is no such day."""
    if re.match(r"\d{4}", text):
        year, month, day = map(int, re.findall(r"\d+", text)[:3])
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return None
    return spelled(text, language)


def spelled(text: str, language: str | None) -> str | None:
    """Parse a date with the month's name, or with the order of day and month left to us."""
    # 0.1 s that most runs don't need
    from dateparser.date import DateDataParser  # noqa: PLC0415

    languages = sorted(LANGUAGES, key=lambda other: other != language)  # 03/04: whose order?
    parser = DateDataParser(languages, settings={"STRICT_PARSING": True}, use_given_order=True)
    found = parser.get_date_data(text).date_obj
    return found.date().isoformat() if found else None
