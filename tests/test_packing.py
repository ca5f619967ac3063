"""Columns that are worked out of what is stored: hosts, parts of priorities, origins of fields, moments."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler import clock, urls
from crawler.corpus.hosts.odd import odd_host
from crawler.corpus.tables.addresses import FRONTIER
from crawler.corpus.tables.packing import (
    CONTENT_TYPES,
    EXTRACTORS,
    JUDGES,
    KINDS,
    ODDS,
    ORIGINS,
    STATES,
    Packing,
    Signs,
    from_http_date,
    http_date,
    milliseconds,
    moment,
)
from crawler.reading.metadata.fields import Metadata
from crawler.records import Kind

ADD = """replace into frontier (id, key, url, host_id, odd_host, odds, state, millionths, depth, kind_sign)
values (1, 1, ?, 1, ?, ?, 'q', 0, 0, 'body')"""
NUMBER = st.floats(-40, 40).map(lambda number: round(number, 2))
NAME = st.sampled_from([*ODDS.names, "KIND", "an other"])
ORIGIN = st.sampled_from([*ORIGINS.values, 'say "1"', "é"])


@pytest.fixture(scope="module")
def frontier() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    connection.execute(FRONTIER.sql)
    yield connection
    connection.close()


def host_of(connection: sqlite3.Connection, url: str) -> str:
    connection.execute(ADD, (url, odd_host(url), None))
    (host,) = connection.execute("select host from frontier").fetchone()
    return str(host)


@pytest.mark.parametrize(
    ("url", "is_worked_out"),
    [
        ("https://www.harbour.example/news/1", True),
        ("http://Harbour.Example:8080/?a=/b", True),
        ("https://harbour.example", True),
        ("https://harbour.example?a=b/c", False),
        ("https://HÄFEN.example/", False),
        ("no address", False),
        ("", False),
        ("http://[::1/", False),
        ("///a", False),
    ],
)
def test_a_host_is_stored_only_where_it_is_not_worked_out(
    frontier: sqlite3.Connection, url: str, *, is_worked_out: bool
) -> None:
    assert host_of(frontier, url) == urls.host(url)
    assert (odd_host(url) is None) is is_worked_out


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("aÄ:/?#@.[]1 %\\")).map(lambda rest: f"http{rest}"))
@example("http://a:b@c/d")
def test_any_address_has_the_host_that_we_say(frontier: sqlite3.Connection, url: str) -> None:
    assert host_of(frontier, url) == urls.host(url)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAME, NUMBER))
@example(dict.fromkeys(ODDS.names, -0.5))
def test_parts_come_back_as_json(frontier: sqlite3.Connection, parts: dict[str, float]) -> None:
    frontier.execute(ADD, ("https://a.example/", None, ODDS.pack(parts)))
    (found,) = frontier.execute(f"select {ODDS.sql} from frontier").fetchone()
    assert (json.loads(found) if found else {}) == parts
    assert (found is None) is (not parts)


@given(st.dictionaries(st.sampled_from([*ORIGINS.names, "kicker"]), ORIGIN))
@example(dict.fromkeys(ORIGINS.names, "json-ld"))
def test_origins_come_back_as_they_were_written(
    frontier: sqlite3.Connection, origins: dict[str, str]
) -> None:
    (found,) = frontier.execute(
        f"select {ORIGINS.sql} from (select ? as found_in)", (ORIGINS.pack(origins),)
    ).fetchone()
    assert found == (json.dumps(origins, ensure_ascii=False) if origins else None)


@pytest.mark.parametrize("packing", [ODDS, ORIGINS], ids=lambda packing: packing.column)
def test_each_sign_stands_for_one_thing_and_in_no_word(packing: Packing) -> None:
    signs = [*packing.names.values(), *packing.values.values()]
    assert len(set(signs)) == len(signs)
    words = "".join([*packing.names, *packing.values])
    assert not set(signs) & set(words)


@pytest.mark.parametrize("kind", [*Kind, "new"])
def test_kinds_come_back_as_words(frontier: sqlite3.Connection, kind: str) -> None:
    frontier.execute(ADD, ("https://a.example/", None, None))
    frontier.execute("update frontier set kind_sign = ?", (KINDS.sign(kind),))
    assert frontier.execute("select kind from frontier").fetchall() == [(kind,)]


def test_each_kind_has_a_letter() -> None:
    assert KINDS.letters.keys() == set(Kind)


@pytest.mark.parametrize("signs", [KINDS, STATES, JUDGES, CONTENT_TYPES], ids=lambda signs: signs.column)
def test_words_come_back_of_letters_of_their_own(signs: Signs) -> None:
    assert sorted(map(len, set(signs.letters.values()))) == [1] * len(signs.letters)
    for word in (*signs.letters, "something else", None):
        stored = signs.sign(word)
        assert spelled(signs.sql, signs.column, stored) == word
        assert stored == word or len(str(stored)) == 1


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\0"))
    | st.text("=~^c").map("corpuscle 1".__add__)
)
@example("corpuscle 0.1.0, trafilatura 2.3.1")
@example("=")
def test_names_of_extractors_come_back(name: str) -> None:
    assert spelled(EXTRACTORS.sql, EXTRACTORS.column, EXTRACTORS.pack(name)) == name


@pytest.mark.parametrize(
    ("date", "is_number"),
    [
        ("Wed, 14 Nov 2025 08:11:00 GMT", False),  # it was a Friday
        ("Fri, 14 Nov 2025 08:11:00 GMT", True),
        ("Thu, 29 Feb 2024 23:59:59 GMT", True),
        ("Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("Mon, 01 Jan 0001 00:00:00 GMT", False),
        ("Fri, 14 Nov 2025 09:11:00 +0100", False),
        ("Fri, 14-Nov-25 08:11:00 GMT", False),
        ("-1", False),
        ("", False),
        (None, False),
    ],
)
def test_dates_of_servers_come_back(date: str | None, *, is_number: bool) -> None:
    stored = from_http_date(date)
    assert isinstance(stored, int) is is_number
    assert spelled(http_date("stored"), "stored", stored) == date


@given(st.datetimes(min_value=datetime(1, 1, 2), timezones=st.just(UTC)))  # noqa: DTZ001  (made aware)
def test_all_proper_dates_are_numbers(when: datetime) -> None:
    date = format_datetime(when, usegmt=True)
    assert spelled(http_date("stored"), "stored", from_http_date(date)) == date


def spelled(sql: str, column: str, stored: object) -> object:
    with closing(sqlite3.connect(":memory:")) as connection:
        return connection.execute(f"select {sql} from (select ? as {column})", (stored,)).fetchone()[0]


def test_all_that_metadata_says_has_a_sign() -> None:
    assert {one.name for one in fields(Metadata)} - {"origins"} | {"text"} == ORIGINS.names.keys()


@given(st.datetimes(timezones=st.just(UTC)))
@example(datetime(1, 1, 1, tzinfo=UTC))
@example(datetime(1969, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC))
@example(datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
def test_a_moment_comes_back_as_it_was_written(when: datetime) -> None:
    said = clock.stamp(when)
    sql = f"select typeof(ms), {moment('ms')} from (select {milliseconds(':said')} as ms)"
    with closing(sqlite3.connect(":memory:")) as connection:
        assert connection.execute(sql, {"said": said}).fetchone() == ("integer", said)
