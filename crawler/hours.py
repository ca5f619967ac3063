"""Hours of the day in which to fetch, as a person writes them: `22:00-06:00`, `12:00-13:00, 20:00-24:00`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Self

RANGE = re.compile(r"\s*(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})\s*", re.ASCII)
HOUR, DAY = 60, 24 * 60  # minutes


class HoursError(ValueError):
    """Hours that can't be understood; the message says how they are written."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Ranges of minutes after midnight, each from its first to before its last; none means any time."""

    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ranges, separated by commas; one that ends before it begins goes over midnight."""
        if not text.strip():
            return cls()
        return cls(tuple(minutes(part) for part in text.split(",")))

    def are_open(self, moment: datetime | None = None) -> bool:
        """Say whether a moment, by default this one, lies within; local time."""
        moment = moment or datetime.now().astimezone()
        minute = moment.hour * 60 + moment.minute
        return not self.ranges or any(is_within(minute, *span) for span in self.ranges)

    def next_opening(self, moment: datetime | None = None) -> datetime:
        """Return when it is allowed to fetch again: the moment itself if it lies within."""
        moment = moment or datetime.now().astimezone()
        if self.are_open(moment):
            return moment
        today = moment.date()
        begins = (
            datetime.combine(today + timedelta(days), time(first // 60, first % 60)).astimezone()
            for days in (0, 1)
            for first, _ in self.ranges
        )
        return min(begin for begin in begins if begin > moment)


def minutes(text: str) -> tuple[int, int]:
    """Read one range; raises HoursError."""
    found = RANGE.fullmatch(text)
    numbers = [int(number) for number in found.groups()] if found else [0, HOUR, 0, HOUR]
    first, last = numbers[0] * HOUR + numbers[1], numbers[2] * HOUR + numbers[3]
    if max(numbers[1], numbers[3]) >= HOUR or first >= DAY or last > DAY or first == last:
        msg = f"{text.strip()!r} is no range of hours such as 22:00-06:00"
        raise HoursError(msg)
    return first, last


def is_within(minute: int, first: int, last: int) -> bool:
    """Say whether a minute lies in a range that may go over midnight."""
    return first <= minute < last if first < last else minute >= first or minute < last
