"""How records travel between processes: pickled by their values, many of one kind by columns."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import fields
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def packed(*columns: str) -> Callable[[type[T]], type[T]]:
    """Let records that travel be pickled by the values of their fields, in one go.

    What dataclasses do by themselves sets field by field, and takes twice as long. Fields that are named
    hold records of one kind, by the hundred.
    """

    def decorate(cls: type[T]) -> type[T]:
        names = [one.name for one in fields(cls)]  # type: ignore[arg-type]
        values = attrgetter(*names)
        places = [names.index(name) for name in columns]

        def reduce(self: T) -> tuple[type[T], Sequence[Any]]:
            found = values(self)
            if not places:
                return cls, found
            parts = list(found)
            for place in places:
                parts[place] = Columns(parts[place]) if parts[place] else ()
            return cls, tuple(parts)

        cls.__reduce__ = reduce  # type: ignore[method-assign, assignment]
        return cls

    return decorate


class Columns:
    """Records of one kind on their way: a column for each field, of which a tuple of them is made again.

    That is a few calls for each field, where each record's own would be one for each of its fields.
    """

    def __init__(self, records: tuple[Any, ...]) -> None:
        """Take at least one record."""
        self.records = records

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how they are made again, and of what."""
        cls = type(self.records[0])
        values = attrgetter(*(one.name for one in fields(cls)))
        columns = zip(*map(values, self.records), strict=True)
        return records_of, (cls, len(self.records), tuple(map(shortened, columns)))


def shortened(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a column; one that has the same value in every row, as most of a target's have, as one row."""
    return column[:1] if column.count(column[0]) == len(column) else column


def records_of(cls: type[T], number: int, columns: Sequence[Sequence[Any]]) -> tuple[T, ...]:
    """Return records of their values, without a call of Python's for each."""
    made = tuple(map(object.__new__, repeat(cls, number)))
    for one, values in zip(fields(cls), columns, strict=True):  # type: ignore[arg-type]
        rows = repeat(values[0]) if len(values) == 1 else values
        deque(map(getattr(cls, one.name).__set__, made, rows), 0)
    return made
