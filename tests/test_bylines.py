"""Lines over a text that only repeat what is known."""

from __future__ import annotations

import pytest

from crawler.reading.text.bylines import is_byline

KNOWN = ("Priya Halvorsen", "Mobility", "The Tech Herald")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Mobility", True),
        ("Priya Halvorsen January 9, 2026 2 min read", True),
        ("THE TECH HERALD · PRIYA HALVORSEN", True),
        ("Priya Halvorsen has run the paper for six years", False),
        ("Mobility is a right.", False),
        ("January 9, 2026", True),
        ("Stand: 09.01.2026, 06:00 Uhr", True),
        ("2026年1月9日 13時05分", True),
        ("By Priya Halvorsen", True),
        ("Text", False),
        ("The winter of 2026", False),
        ("On January 9, 2026 the last of the ferries left the harbour", False),
        ("The Tech Herald asked 40 drivers what they think of the plan and its cost", False),
        ("Priya Halvorsen:", False),
        ("", False),
        ("Mobility " * 40, False),
    ],
)
def test_is_byline(line, expected):
    assert is_byline(line, KNOWN) is expected
