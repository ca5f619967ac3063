"""When an article was published and changed: dates as pages write them → ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone

DECEMBER = 12
FIRST = date(1995, 1, 1)  # the oldest articles of the oldest news sites
LONGEST = 100  # characters of a date, weekday and all
LONGEST_SEEN = 60  # characters: "Published Wednesday, 18 November 2019, 10:30 p.m. EST"; captions have more
MOST_AHEAD = timedelta(hours=14)  # of UTC
ODD_ZONES = {timedelta(minutes=m) for m in (-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765)}
CHANGED = re.compile(
    r"updat|modif|aktualisier|geändert|mis à jour|actualizad|atualizad|обновлен", re.IGNORECASE
)
DIGIT = re.compile(r"\d")  # in every date
EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
ISO = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[./년年-]\s*(\d{1,2})\s*[./월月-]\s*(\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})(?!\d)")
NAMED = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|er|st|nd|rd|th|º)?\s*(?:de\s|of\s|d[’'])?\s*([^\W\d_]{3,})\.?,?\s*(?:de\s|del\s)?(\d{4})"
    r"|([^\W\d_]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
)
NO_YEAR = re.compile(r"[^\W\d_]{3,}\.? \d{1,2}(?![\d:]|,? \d{4})")
CLOCK = re.compile(
    r"(?<![\d:])([01]?\d|2[0-3])[:h時点시]\s?([0-5]\d)(?::([0-5]\d))?(?:[.,]\d+)?\s*(am\b|pm\b|a\.m\.|p\.m\.)?"
    r"\s*(z\b|(?:gmt|utc)?\s?[+-]\d\d:?\d\d\b|gmt|utc)?",
    re.IGNORECASE,
)
IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/_-](0?[1-9]|1[0-2]|[a-z]{3})[/_-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
    r"|[/_-]((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)
# Month names by their first letters, the longest that fits first; the languages whose dates
# stand on pages most. Others are left to htmldate.
MONTHS = {
    letters: number
    for number, names in enumerate(
        (
            "jan ene gen janv янв oca sty ian",
            "feb fev fév fevr févr fevereiro фев şub lut",
            "mar mär mrz maa maerz мар",
            "apr abr avr апр nis kwi",
            "may mai mei mag maj mayo maggio мая май",
            "jun juin giu июн haz cze",
            "jul juil lug июл tem lip",
            "aug aoû aou ago agu авг ağu sie",
            "sep set сен eyl wrz",
            "oct okt ott out oktober окт eki paź",
            "nov noi ноя kas lis",
            "dec dez déc dic des дек ara gru",
        ),
        start=1,
    )
    for letters in names.split()
}


def iso(text: str) -> str | None:
    """Return a date as ISO 8601, with its time and zone where they are given; None if absurd."""
    text = " ".join(text[:LONGEST].split())
    if not DIGIT.search(text):
        return None
    try:
        found = parsed(text)
    except (ValueError, OverflowError, OSError):
        return None
    if found is None:
        return None
    day = found.date() if isinstance(found, datetime) else found
    latest = datetime.now(UTC).date() + timedelta(days=1)
    return found.isoformat() if FIRST <= day <= latest else None


def parsed(text: str) -> datetime | date | None:
    """Read a date in the first way that fits."""
    if match := EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC)
    for pattern, reader in READERS:
        if match := pattern.search(text):
            day = reader(*match.groups())
            return with_clock(day, text[match.end() :], text[: match.start()]) if day else None
    return None


def year_first(year: str, month: str, day: str) -> date:
    """Read 2019-11-18."""
    return date(int(year), int(month), int(day))


def day_first(day: str, month: str, year: str) -> date:
    """Read 18.11.2019, and 11/18/2019 where the month can't be one."""
    first, second = int(day), int(month)
    return date(int(year), second, first) if second <= DECEMBER else date(int(year), first, second)


def named(*groups: str | None) -> date | None:
    """Read "18 November 2019" and "November 18, 2019"."""
    first, second, year = (group for group in groups if group)
    name, day = (second, first) if first.isdigit() else (first, second)
    month = month_of(name)
    return date(int(year), month, int(day)) if month else None


def month_of(name: str) -> int | None:
    """Return the number of a month by its first letters."""
    name = name.lower()
    return next((MONTHS[name[:n]] for n in (4, 3) if name[:n] in MONTHS), None)


def with_clock(day: date, after: str, before: str) -> datetime | date:
    """Add the time of day that stands behind (or before) a date."""
    match = CLOCK.search(after) or CLOCK.search(before)
    if not match:
        return day
    hour, minute, second, half, zone = match.groups()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    return datetime(day.year, day.month, day.day, hours, int(minute), int(second or 0), tzinfo=zone_of(zone))


def zone_of(zone: str | None) -> timezone | None:
    """Read Z, GMT, +01:00 and +0100."""
    if not zone:
        return None
    digits = [int(digit) for digit in re.sub(r"\D", "", zone)]
    if not digits:
        return UTC
    minutes = (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3]
    if minutes >= 24 * 60:
        return None
    return timezone(timedelta(minutes=-minutes if "-" in zone else minutes))


def as_seen(stated: str, texts: Iterable[str]) -> str:
    """Return a stated date as readers see it: machines are told it in UTC, or a night early.

    Only the first date among `texts` is asked, and only one of the day before or after: others
    are dates of change, of events, or read in the wrong order.
    """
    before = ""
    for text in texts:
        other = not DIGIT.search(text) or len(text) > LONGEST_SEEN or is_of_change(before, text)
        seen = None if other else iso(text) or iso(with_year(text, stated[:4]))
        before = text
        if seen:
            gap = abs(date.fromisoformat(seen[:10]) - date.fromisoformat(stated[:10]))
            return zoned(stated, seen) if gap == timedelta(days=1) else stated
    return stated


def is_of_change(before: str, text: str) -> bool:
    """Say whether a text, or what stands before it, tells of a change."""
    return bool(CHANGED.search(text) or CHANGED.search(before))


def with_year(text: str, year: str) -> str:
    """Return "Nov 18, 8:19 PM" with a year."""
    match = NO_YEAR.search(text)
    return f"{text[: match.end()]}, {year} {text[match.end() :].lstrip(', ')}" if match else ""


def zoned(stated: str, seen: str) -> str:
    """Return the stated time in the zone of what is seen; that itself, if one has no time of day."""
    moment, local = datetime.fromisoformat(stated), datetime.fromisoformat(seen)
    if moment.tzinfo is None or len(seen) == len("2019-11-18"):
        return seen
    ahead = local.replace(tzinfo=UTC) - moment.astimezone(UTC).replace(second=0, microsecond=0)
    if abs(ahead) > MOST_AHEAD or (ahead % timedelta(hours=1) and ahead not in ODD_ZONES):
        return stated
    return moment.astimezone(timezone(ahead)).isoformat()


def in_address(url: str) -> str | None:
    """Return the date that stands in the path of an address."""
    match = IN_PATH.search(url.partition("?")[0].lower())
    if not match:
        return None
    year, month, day = (group for group in match.groups() if group)
    number = month if month.isdigit() else month_of(month)
    return iso(f"{year}-{int(number):02}-{int(day):02}") if number else None


READERS = (
    (ISO, year_first),
    (YEAR_FIRST, year_first),
    (NAMED, named),
    (DAY_FIRST, day_first),
)
