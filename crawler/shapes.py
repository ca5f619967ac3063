"""The pattern of an address, equal for all pages that one template of a site makes; in linear time."""

from __future__ import annotations

import re

LOOKED_AT = 400  # characters of a path, and of a query
SEGMENTS = 6  # of a path; deeper ones are alike
SPELLED = 2  # parameters; sites choose among more at will, and all those choices are one pattern
LONGEST_NAME = 24  # characters of a section or a parameter; sites name them shorter
MORE = "…"

# /2026/03/14, /2026/03, 2026-03-14, of any century: calendars reach them all
DATE = re.compile(r"(?<=[/=])[1-9]\d{3}([/_.-])(?:0?[1-9]|1[0-2])(?:\1(?:0?[1-9]|[12]\d|3[01]))?(?=[/.&]|$)")
# What every date has; a search for dates themselves takes five times as long.
YEAR = re.compile(r"[/=][1-9]\d{3}[/_.-]")
SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")
NAME = re.compile(r"[A-Za-z]+")
DIGITS = re.compile(r"\d+")
# A UUID, a hash, or letters and digits without a word: what programs number things with.
ID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{9,}|(?=[A-Za-z_]*\d)\w+")
DATED = "\x00"  # stands for a date: an address that `clean` made has none


def shape(url: str) -> str:
    """Return the pattern of an address on its host, such as `/news/D/S.html` or `/list?page=N`.

    N is a number, D a date, I an id, S a slug or any other text of several words, W a word. Only a
    section's name at the beginning of a path and the names of one or two parameters stay as they are.
    """
    path, _, query = url.partition("://")[2].partition("/")[2].partition("?")
    return path_shape(path[:LOOKED_AT]) + query_shape(query[:LOOKED_AT])


def path_shape(path: str) -> str:
    """Return the pattern of a path."""
    segments = [segment for segment in without_dates(f"/{path}").split("/") if segment]
    if not segments:
        return "/"
    suffix = SUFFIX.search(segments[-1]) if "." in segments[-1] else None
    if suffix:
        segments[-1] = segments[-1][: suffix.start()]
    kinds = [kind(segment) for segment in segments[:SEGMENTS]]
    if len(segments) > 1 and NAME.fullmatch(segments[0]) and len(segments[0]) <= LONGEST_NAME:
        kinds[0] = segments[0]
    end = MORE if len(segments) > SEGMENTS else suffix[0].lower() if suffix else ""
    return "/" + "/".join(kinds) + end


def query_shape(query: str) -> str:
    """Return the pattern of a query: names of parameters in order, and what their values are."""
    if not query:
        return ""
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    named = dict(sorted((DIGITS.sub("N", name)[:LONGEST_NAME], value) for name, _, value in pairs))
    if len(named) > SPELLED:
        return f"?{MORE}"
    return "?" + "&".join(f"{name}={value_kind(named[name])}" for name in named) if named else ""


def value_kind(value: str) -> str:
    """Say what the value of a parameter is."""
    return kind(without_dates(f"={value}")[1:]) if value else ""


def without_dates(text: str) -> str:
    """Return a path or value with a sign in place of each date."""
    return DATE.sub(DATED, text) if YEAR.search(text) else text


def kind(text: str) -> str:
    """Say what a segment of a path or a value is."""
    if text.isalpha():  # most are
        return "W" if text.isascii() else "S"
    if text.isdigit():
        return "N"
    if text == DATED:
        return "D"
    if ID.fullmatch(text):
        return "I"
    return "S"
