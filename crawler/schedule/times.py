"""When runs begin: `--every 6h` or a cron expression, in the words of cron and of systemd."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Self

from .fields import DAY, DAYS, FIELDS, HOUR, MINUTE, MONTH, Field, TimesError

EVERY = re.compile(r"(\d+)\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)", re.IGNORECASE)
MINUTES = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
A_DAY, A_WEEK = MINUTES["d"], MINUTES["w"]
NIGHT = 4  # the hour in which daily and weekly runs begin: sites have few readers then
SUNDAY = 7
NAMED = {
    "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
}  # fmt: skip
HORIZON = 8 * 366  # days in which 29 February comes, whatever the century


@dataclass(frozen=True, slots=True)
class Times:
    """One cron expression."""

    text: str
    """Its five fields, as they stand in a crontab."""
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    """0 is Sunday."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read five fields or a name such as @daily; raises TimesError."""
        words = NAMED.get(text.strip().lower(), text).split()
        if len(words) != len(FIELDS):
            msg = (
                f"{text!r} is no cron expression: it takes five fields, minute, hour, day, month and day "
                f"of the week, such as '30 */6 * * *', or {', '.join(NAMED)}"
            )
            raise TimesError(msg)
        minutes, hours, days, months, weekdays = map(Field.parse, FIELDS, words)
        week = frozenset(day % SUNDAY for day in weekdays)
        times = cls(" ".join(words), minutes, hours, days, months, week)
        if times.after(datetime(2024, 1, 1)) is None:  # noqa: DTZ001  (a wall clock, as cron has it)
            msg = f"{text!r} never comes: no such month has that day"
            raise TimesError(msg)
        return times

    @property
    def is_either(self) -> bool:
        """Say whether it means a day of the month or a day of the week, as cron reads two that are set."""
        _, _, day, _, weekday = self.text.split()
        return day[0] != "*" and weekday[0] != "*"

    def after(self, moment: datetime) -> datetime | None:
        """Return the first time after a moment of the same clock; None if there is none."""
        for number in range(HORIZON):
            today = moment.date() + timedelta(days=number)
            if not self.has(today):
                continue
            for hour in sorted(self.hours):
                for minute in sorted(self.minutes):
                    time = moment.replace(
                        year=today.year, month=today.month, day=today.day,
                        hour=hour, minute=minute, second=0, microsecond=0,
                    )  # fmt: skip
                    if time > moment:
                        return time
        return None

    def has(self, day: date) -> bool:
        """Say whether something begins on a day."""
        if day.month not in self.months:
            return False
        in_month, in_week = day.day in self.days, day.isoweekday() % SUNDAY in self.weekdays
        return (in_month or in_week) if self.is_either else (in_month and in_week)

    def calendars(self) -> list[str]:
        """Return it as values of systemd's OnCalendar; more than one where cron means one or the other."""
        names = ",".join(DAYS[day].capitalize() for day in sorted(self.weekdays))
        week = "" if len(self.weekdays) == len(DAYS) else f"{names} "
        month, day = numbers(self.months, MONTH.all), numbers(self.days, DAY.all)
        clock = f"{numbers(self.hours, HOUR.all)}:{numbers(self.minutes, MINUTE.all)}:00"
        if self.is_either:
            return [f"*-{month}-{day} {clock}", f"{week}*-{month}-* {clock}"]
        return [f"{week}*-{month}-{day} {clock}"]


def numbers(chosen: frozenset[int], whole: frozenset[int]) -> str:
    """Write numbers as a list of two digits each, or a star for all of them."""
    return "*" if chosen >= whole else ",".join(f"{number:02}" for number in sorted(chosen))


def every(text: str, spread: int = 0) -> list[Times]:
    """Read an interval such as 45m, 6h, 1d or 1w; raises TimesError for one that no clock shows.

    `spread` moves the minute, so that not everybody's runs begin on the hour. More than one cron
    expression is returned where it takes several, as 45m does.
    """
    found = EVERY.fullmatch(text.strip())
    minutes = int(found[1]) * MINUTES[found[2][0].lower()] if found else 0
    if not minutes:
        msg = f"{text!r} is no interval: write 30m, 6h, 1d or 1w"
        raise TimesError(msg)
    if minutes in (A_DAY, A_WEEK):
        weekday = spread % SUNDAY if minutes == A_WEEK else "*"
        return [Times.parse(f"{spread % 60} {NIGHT} * * {weekday}")]
    if minutes > A_DAY or A_DAY % minutes:
        raise uneven(text, minutes)
    begin = spread % min(minutes, 60)
    moments = sorted(
        ((begin + at) % 60, (begin + at) // 60 % 24) for at in range(0, A_DAY, minutes)
    )  # minute, hour
    by_hours: dict[tuple[int, ...], list[int]] = {}
    for minute, group in groupby(moments, key=lambda moment: moment[0]):
        by_hours.setdefault(tuple(hour for _, hour in group), []).append(minute)
    return [
        Times.parse(f"{steps(at, 60)} {steps(hours, 24)} * * *") for hours, at in sorted(by_hours.items())
    ]


def steps(chosen: list[int] | tuple[int, ...], size: int) -> str:
    """Write numbers below `size` as a field: a star for all, a range with steps where they are many."""
    if len(chosen) == size:
        return "*"
    gap = chosen[1] - chosen[0] if len(chosen) > 1 else 0
    many = 4
    if len(chosen) > many and list(chosen) == list(range(chosen[0], chosen[-1] + 1, gap)):
        return f"{chosen[0]}-{chosen[-1]}/{gap}"
    return ",".join(map(str, chosen))


def uneven(text: str, minutes: int) -> TimesError:
    """Say which intervals near one fit into a day."""
    if minutes > A_DAY:
        return TimesError(
            f"{text} can't be had: calendars know no such interval. Write 1d or 1w, or the days with --cron, "
            "such as --cron '0 4 * * 1,4' for Mondays and Thursdays"
        )
    fitting = [m for m in range(1, A_DAY + 1) if A_DAY % m == 0 and (m < 60 or m % 15 == 0)]  # noqa: PLR2004  (an hour)
    less = max(m for m in fitting if m < minutes)
    more = min(m for m in fitting if m > minutes)
    return TimesError(
        f"{text} does not go into a day without a rest, so that the last pause would be shorter: "
        f"write {interval(less)} or {interval(more)}, or the hours with --cron"
    )


def interval(minutes: int) -> str:
    """Write minutes as `every` reads them."""
    unit = next(name for name in ("d", "h", "m") if minutes % MINUTES[name] == 0)
    return f"{minutes // MINUTES[unit]}{unit}"


def next_of(many: list[Times], moment: datetime, *, utc: bool = False) -> datetime:
    """Return when the first of several begins after a moment, by the clock of the place or in UTC."""
    clock = moment.astimezone(UTC) if utc else moment
    return min(time for times in many if (time := times.after(clock)))
