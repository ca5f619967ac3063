"""Closed vocabularies: a value outside the list can't be written."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """Slugs, each with a sentence of meaning for people. Subclasses list them."""

    meaning: str
    __hash__ = str.__hash__  # what equals its slug has the hash of it; that of enums is no built-in, and slow

    def __new__(cls, slug: str, meaning: str) -> Self:
        """Make the member equal to its slug, and hang the meaning on it."""
        self = str.__new__(cls, slug)
        self._value_ = slug
        self.meaning = meaning
        return self

    @classmethod
    def of(cls, slug: str) -> Self:
        """Return the member with a slug, as a table has it; raises KeyError for any other."""
        return cls._value2member_map_[slug]  # type: ignore[return-value]  # __new__ takes two, so cls(slug) is no call
