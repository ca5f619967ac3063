"""How records travel between processes: pickled by their values, many of one kind by columns."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar, overload

T = TypeVar("T")


def packed(*columns: str) -> Callable[[type[T]], type[T]]:
    """Let records that travel be pickled by the values of their fields, in one go.

    What dataclasses do by themselves sets field by field, and takes twice as long. Fields that are named
    hold records of one kind, by the hundred.
    """

    def decorate(cls: type[T]) -> type[T]:
        names = names_of(cls)
        values = attrgetter(*names)
        places = [names.index(name) for name in columns]

        def reduce(self: T) -> tuple[type[T], Sequence[Any]]:
            found = values(self)
            if not places:
                return cls, found
            parts = list(found)
            for place in places:
                parts[place] = Columns.of(parts[place]) if parts[place] else ()
            return cls, tuple(parts)

        cls.__reduce__ = reduce  # type: ignore[method-assign, assignment]
        return cls

    return decorate


class Columns(Sequence[T]):
    """Records of one kind that have travelled, as a column for each field.

    Most links of a page stand in menus that are stored already, and nobody looks at them one by one: records
    are made when somebody does. Whoever wants a field of many takes its `column`.
    """

    __slots__ = ("cls", "made", "number", "values")

    def __init__(self, cls: type[T], number: int, values: tuple[tuple[Any, ...], ...]) -> None:
        """Take a column for each field of a class, in order; one that is the same in every row as one row."""
        self.cls = cls
        self.number = number
        self.values = values
        self.made: tuple[T, ...] | None = None

    @classmethod
    def of(cls, records: Sequence[T]) -> Columns[T]:
        """Return at least one record by columns."""
        if isinstance(records, Columns):
            return records
        kind = type(records[0])
        columns = zip(*map(attrgetter(*names_of(kind)), records), strict=True)
        return cls(kind, len(records), tuple(map(shortened, columns)))

    @classmethod
    def of_rows(cls, kind: type[T], rows: Sequence[tuple[Any, ...]]) -> Columns[T]:
        """Return at least one record of a class, each given by the values of its fields."""
        return cls(kind, len(rows), tuple(map(shortened, zip(*rows, strict=True))))

    @classmethod
    def like(cls, record: T, **columns: tuple[Any, ...]) -> Columns[T]:
        """Return records that are like one but for fields with a column of their own, none of it empty."""
        kind = type(record)
        number = len(next(iter(columns.values())))
        values = tuple(
            [
                shortened(columns[name]) if name in columns else (getattr(record, name),)
                for name in names_of(kind)
            ]
        )
        return cls(kind, number, values)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how they are made again, and of what."""
        return Columns, (self.cls, self.number, self.values)

    def __len__(self) -> int:
        """Return how many records there are."""
        return self.number

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        """Return one record, or some."""
        return self.records()[at]

    def __iter__(self) -> Iterator[T]:
        """Go through the records."""
        return iter(self.records())

    def __eq__(self, other: object) -> bool:
        """Say whether the same records are in a tuple, or in other columns."""
        if not isinstance(other, (tuple, Columns)):
            return NotImplemented
        return self.records() == tuple(other)

    def __hash__(self) -> int:
        """Return the hash of the same records in a tuple."""
        return hash(self.records())

    def __repr__(self) -> str:
        """Write them as the tuple that they stand for."""
        return repr(self.records())

    def column(self, name: str) -> tuple[Any, ...]:
        """Return a field of all records."""
        values = self.values[names_of(self.cls).index(name)]
        return values if len(values) == self.number else values * self.number

    def take(self, numbers: Sequence[int]) -> Columns[T]:
        """Return some of the records, in an order of their own."""
        values = [one if len(one) == 1 else tuple([one[n] for n in numbers]) for one in self.values]
        return Columns(self.cls, len(numbers), tuple(values))

    def alike(self, **fields: Any) -> Columns[T]:
        """Return the records with fields that are the same in all."""
        pairs = zip(names_of(self.cls), self.values, strict=True)
        values = tuple((fields[name],) if name in fields else one for name, one in pairs)
        return Columns(self.cls, self.number, values)

    def records(self) -> tuple[T, ...]:
        """Return the records, made without a call of Python's for each."""
        if self.made is None:
            made = tuple(map(object.__new__, repeat(self.cls, self.number)))
            for name, values in zip(names_of(self.cls), self.values, strict=True):
                rows = repeat(values[0]) if len(values) == 1 else values
                deque(map(getattr(self.cls, name).__set__, made, rows), 0)
            self.made = made
        return self.made


def column(records: Sequence[Any], name: str) -> tuple[Any, ...]:
    """Return a field of all records, however they are kept."""
    if isinstance(records, Columns):
        return records.column(name)
    return tuple(map(attrgetter(name), records))


def taken(records: Sequence[T], numbers: Sequence[int]) -> Sequence[T]:
    """Return some records, in an order of their own, kept as they are."""
    if isinstance(records, Columns):
        return records.take(numbers)
    return tuple([records[number] for number in numbers])


def shortened(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a column; one that has the same value in every row, as most of a target's have, as one row."""
    is_one = column[0] == column[-1] and column.count(column[0]) == len(column)
    return column[:1] if is_one else column


def names_of(cls: type[Any]) -> tuple[str, ...]:
    """Return the fields of a dataclass in order, as it is called with them."""
    names: tuple[str, ...] = cls.__match_args__
    return names
