"""All that can go wrong on the wire, on hosts that serve an article as well."""

from __future__ import annotations

from answers import CASES as ANSWERS
from hostile_web import READ, Case

AFTER = {"to a place without a page": ("/b",)}
"""What is asked for besides."""
CASES = {
    f"wire {number} {name}": Case(reason or READ, answer, ("/trick", *AFTER.get(name, ())), detail=detail)
    for number, (name, (answer, reason, detail)) in enumerate(ANSWERS.items())
}
