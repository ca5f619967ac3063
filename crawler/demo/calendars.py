"""A calendar of events that goes on for ever: each month links to the next."""

from __future__ import annotations

import re
from calendar import HTMLCalendar, month_name
from datetime import date

ADDRESS = re.compile(r"/calendar/(\d{4})/(\d{2})/(?:(\d{2})/)?")
EVENTS = ("Coffee morning", "Bell practice", "Whist drive", "Parish council", "Jumble sale")


class EventCalendar(HTMLCalendar):
    """A month's table, every day a link."""

    def __init__(self, year: int, month: int) -> None:
        """Take the month that is shown."""
        super().__init__()
        self.year, self.month = year, month

    def formatday(self, day: int, weekday: int) -> str:
        """Return one cell."""
        if not day:
            return "<td></td>"
        link = f'<a href="{address(self.year, self.month)}{day:02}/">{day}</a>'
        return f'<td class="{self.cssclasses[weekday]}">{link}</td>'


def calendar_page(path: str) -> tuple[str, str] | None:
    """Return title and content of the calendar's page at `path`; None if it has none there."""
    match = ADDRESS.fullmatch(path)
    if not match:
        return None
    year, month, day = (int(number or 1) for number in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return day_page(year, month, day) if match[3] else month_page(year, month)


def month_page(year: int, month: int) -> tuple[str, str]:
    """Return title and content of a month."""
    title = f"Events in {month_name[month]} {year}"
    before, after = (divmod(year * 12 + month - 1 + step, 12) for step in (-1, 1))
    links = (
        f'<p class="calendar"><a href="{address(before[0], before[1] + 1)}">Previous month</a> · '
        f'<a href="{address(after[0], after[1] + 1)}">Next month</a></p>'
    )
    table = EventCalendar(year, month).formatmonth(year, month)
    return title, f"<h1>{title}</h1>{links}{table}"


def day_page(year: int, month: int, day: int) -> tuple[str, str]:
    """Return title and content of a day."""
    title = f"{day} {month_name[month]} {year}"
    event = EVENTS[date(year, month, day).toordinal() % len(EVENTS)]
    back = f'<a href="{address(year, month)}">All of {month_name[month]}</a>'
    return title, f"<h1>{title}</h1><p>{event}, 7 pm, Harvest Hall.</p><p>{back}</p>"


def address(year: int, month: int) -> str:
    """Return where a month stands."""
    return f"/calendar/{year:04}/{month:02}/"
