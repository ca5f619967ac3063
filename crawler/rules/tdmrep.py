"""/.well-known/tdmrep.json: what may be mined, by path; TDM Reservation Protocol."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from .. import urls
from ..records import Statement
from .pattern import Pattern, path_of

SOURCE = "tdmrep.json"
RESERVATIONS = {0: "0", 1: "1", "0": "0", "1": "1"}
MOST_RULES = 10_000  # a file of half a megabyte can have no more that make sense


class TdmrepError(ValueError):
    """A file that is no list of rules; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Tdmrep:
    """The rules of a site, in their order."""

    rules: tuple[tuple[Pattern, tuple[Statement, ...]], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a file; what is no rule in it is left out. Raises TdmrepError."""
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise TdmrepError("it is not JSON") from error
        if not isinstance(entries, list):
            raise TdmrepError("it is not a list of rules")
        return cls(tuple(rules_of(entries[:MOST_RULES])))

    def statements(self, url: str) -> tuple[Statement, ...]:
        """Return what the first rule that fits says of an address."""
        path = path_of(url)
        return next((statements for pattern, statements in self.rules if pattern.matches(path)), ())


def rules_of(entries: list[Any]) -> Iterator[tuple[Pattern, tuple[Statement, ...]]]:
    """Yield the rules among the entries of a file."""
    for entry in entries:
        location = entry.get("location") if isinstance(entry, dict) else None
        if isinstance(location, str) and location and (statements := tuple(statements_of(entry))):
            yield Pattern.of(location), statements


def statements_of(entry: dict[str, Any]) -> Iterator[Statement]:
    """Yield what a rule says: nothing without a reservation that the protocol knows."""
    given = entry.get("tdm-reservation")
    value = RESERVATIONS.get(given) if isinstance(given, int | str) else None  # true is 1
    if value is None:
        return
    yield Statement(SOURCE, "tdm-reservation", value, reserves=value == "1")
    policy = entry.get("tdm-policy")
    address = urls.clean(policy) if isinstance(policy, str) else None
    if address:
        yield Statement(SOURCE, "tdm-policy", address)
