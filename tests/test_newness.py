"""What makes a new version of a text, and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.corpus.recrawl.newness import is_new_title, is_new_version, words_changed

BODY = (
    "The ferry crossed the strait before dawn, and nobody on board had slept.\n"
    "The captain said on Monday that the cable would hold until the spring."
)
SHARED = "Support independent reporting from the islands with a yearly pass."


def above(line):
    return f"{line}\n{BODY}"


def below(line):
    return f"{BODY}\n{line}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BODY, BODY.upper()),
        (BODY, BODY.replace("\n", "  ")),
        (BODY, BODY.replace(",", " —")),
        (above("Updated 3 minutes ago"), above("Updated 2 hours ago")),
        (above("Published 5 March 2026, 10:22 GMT"), above("Last updated 6 March 2026, 08:10 GMT")),
        (above("By Ada Bell · 3 hours ago · 12 comments"), above("By Ada Bell · 4 hours ago · 57 comments")),
        (above("Vor 3 Stunden"), above("Vor 2 Tagen")),
        (above("Stand: 14.03.2026, 10:22 Uhr"), above("Stand: 15.03.2026, 07:00 Uhr")),
        (above("il y a 3 heures"), above("il y a 2 jours")),
        (above("hace 5 minutos"), above("hace 2 horas")),
        (above("2026年3月5日 10:22"), above("2026年3月6日 08:00")),
        (above("3小时前"), above("2天前")),
        (above("2026-03-05"), above("2026-03-06")),
        (above("5 min read"), above("6 min read")),
        (below("12 Comments"), below("57 Comments")),
        (below("Comments (12)"), BODY),
        (below("3.4k views"), below("5,120 views")),
        (below("阅读 1234"), below("阅读 5678")),
        (below("Share this article"), BODY),
        (BODY, below("Advertisement")),
        (below("Read also: Ferry to be repaired"), below("Read also: Budget for the bridge")),
        (below("Lesen Sie auch: Die Fähre fährt wieder"), BODY),
        (below("À lire aussi : le pont est ouvert"), below("À lire aussi : le budget")),
        (below("相关阅读：渡轮将修理"), below("相关阅读：大桥预算")),
        (BODY, below("Sign up for our daily newsletter")),
        (BODY, below("All rights reserved.")),
        (below(SHARED), BODY),
        (BODY, below(SHARED)),
    ],
)
def test_what_the_site_changes_is_no_version(old, new):
    assert not is_new_version(old, new, frozenset({SHARED}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BODY, BODY.replace("Monday", "Tuesday")),
        (BODY, BODY.replace("nobody", "somebody")),
        (BODY, below("Correction: the cable is new.")),
        (BODY, BODY.partition("\n")[0]),
        (BODY, "\n".join(reversed(BODY.split("\n")))),
        (above("Three dead"), above("Four dead")),
        (above("The vote on 5 March 2026"), above("The vote on 8 March 2026")),
        (above("It sank 3 hours ago."), above("It sank 4 hours ago.")),
        (above("Round 3: Hull 2, Leith 1"), above("Round 3: Hull 2, Leith 2")),
        (above("12.30"), above("12.80")),
        (above("1,200"), above("1,300")),
        ("渡轮在黎明前穿过海峡。船上没有人睡觉。", "渡轮在黎明前穿过海峡。船上所有人都睡着了。"),
        (below(SHARED), below(SHARED.replace("islands", "coast"))),
        ("", BODY),
        (BODY, ""),
    ],
)
def test_what_the_article_says_is_one(old, new):
    assert is_new_version(old, new, frozenset({SHARED}))


@given(st.text(max_size=300), st.text(max_size=300))
def test_nothing_is_newer_than_itself_and_order_does_not_matter(one, other):
    assert not is_new_version(one, one)
    assert is_new_version(one, other) == is_new_version(other, one)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Ferry stays", "Ferry stays in port", True),
        ("Ferry stays", "Ferry sails", True),
        ("Ferry stays", "FERRY stays!", False),
        ("Ferry stays", "Ferry stays | The Island Post", False),
        ("Ferry stays - Island Post", "Ferry stays", False),
        (None, "Ferry stays", False),
        ("Ferry stays", None, False),
    ],
)
def test_a_headline_that_says_something_else_is_a_change(old, new, expected):
    assert is_new_title(old, new) is expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", (0, 0)),
        ("a b c", "c b a", (0, 0)),
        ("a b c", "a c d e", (2, 1)),
        ("A b, c.", "a B c", (0, 0)),
        ("没有人睡觉", "所有人睡觉", (1, 1)),
        ("", "one two", (2, 0)),
    ],
)
def test_words_that_came_and_went(old, new, expected):
    assert words_changed(old, new) == expected
