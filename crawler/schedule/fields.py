"""The five fields of a cron line, as sets of numbers."""

from __future__ import annotations

from dataclasses import dataclass

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class TimesError(ValueError):
    """A time that nothing can be started by; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Field:
    """What one field of a cron line may hold."""

    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()
    """Names of the numbers from `first` on."""

    @property
    def all(self) -> frozenset[int]:
        """Every number."""
        return frozenset(range(self.first, self.last + 1))

    def parse(self, text: str) -> frozenset[int]:
        """Read a list of numbers, ranges and steps, such as 1-5, */15 or 0,30."""
        return frozenset(number for part in text.split(",") for number in self.part(part))

    def part(self, text: str) -> range:
        """Read one member of a list."""
        span, slash, step = text.partition("/")
        if slash and not (step.isascii() and step.isdigit() and int(step)):
            raise self.wrong(text)
        if span == "*":
            first, last = self.first, self.last
        else:
            low, dash, high = span.partition("-")
            first = self.number(low, text)
            # as cron has it, a step needs a range: 5/15 would be 5 alone, which nobody means
            if slash and not dash:
                raise self.wrong(text)
            last = self.number(high, text) if dash else first
        if first > last:
            raise self.wrong(text)
        return range(first, last + 1, int(step) if slash else 1)

    def number(self, text: str, whole: str) -> int:
        """Read a number or a name."""
        if text.lower() in self.names:
            return self.first + self.names.index(text.lower())
        if not (text.isascii() and text.isdigit() and self.first <= int(text) <= self.last):
            raise self.wrong(whole)
        return int(text)

    def wrong(self, text: str) -> TimesError:
        """Say that a text is none that this field can hold."""
        return TimesError(
            f"{text!r} is no {self.name}: write a number from {self.first} to {self.last}, a range, "
            "*, or */2 for every second one"
        )


MINUTE = Field("minute", 0, 59)
HOUR = Field("hour", 0, 23)
DAY = Field("day of the month", 1, 31)
MONTH = Field("month", 1, 12, MONTHS)
WEEKDAY = Field("day of the week", 0, 7, DAYS)
FIELDS = (MINUTE, HOUR, DAY, MONTH, WEEKDAY)
