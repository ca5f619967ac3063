"""Days as newspapers spell them."""

from __future__ import annotations

from datetime import datetime

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "zh": "1 2 3 4 5 6 7 8 9 10 11 12",
}
PATTERNS = {
    "en": "{month} {day}, {year}",
    "de": "{day}. {month} {year}",
    "fr": "{day} {month} {year}",
    "es": "{day} de {month} de {year}",
    "zh": "{year}年{month}月{day}日",
}


def spelled(moment: datetime, language: str) -> str:
    """Return the day in the words of `language`."""
    month = MONTHS[language].split()[moment.month - 1]
    return PATTERNS[language].format(day=moment.day, month=month, year=moment.year)
