"""Reservations against mining and training: TDMRep, Content-Usage and Content-Signal.

- TDMRep (W3C community group, final report of 2024): `tdm-reservation` and `tdm-policy`.
- Content-Usage (IETF AIPREF drafts): a dictionary such as `train-ai=n, search=y`.
- Content-Signal: the same idea in other words, such as `ai-train=no, search=yes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ...records import Statement
from ...rules import USES, usage

TDM, POLICY = "tdm-reservation", "tdm-policy"
# Whose word outranks whose about TDM: the page's, the header's, the site's.
RANKS = ("meta", "header", "tdmrep.json")


def reservations(metas: Iterable[tuple[str, str]], headers: Mapping[str, str]) -> Iterator[Statement]:
    """Yield what page and header say of mining and training."""
    for name, content in metas:
        yield from tdm("meta", name, content)
    for name in (TDM, POLICY):
        yield from tdm("header", name, headers.get(name, ""))
    for name in USES:
        if headers.get(name, "").strip():
            yield usage("header", name, headers[name].strip())


def tdm(source: str, name: str, text: str) -> Iterator[Statement]:
    """Yield a statement of TDMRep; what is neither 0 nor 1 says nothing."""
    if name == POLICY and text.strip():
        yield Statement(source, name, text.strip())
    elif name == TDM:
        # a header that was sent twice
        values = {value.strip() for value in text.split(",")}
        yield from (Statement(source, name, value, value == "1") for value in ("1", "0") if value in values)


def settled(found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Take the reservation off what another statement outranks; both stay on record."""
    sources = {statement.source for statement in found if statement.name == TDM}
    highest = next((source for source in RANKS if source in sources), None)
    return tuple(
        replace(one, reserves=False) if one.name == TDM and one.source != highest else one for one in found
    )
