"""Two texts that are alike: which kind of pair they are, and which of the two is the original."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from .. import urls
from ..records import Runs
from ..settings import Duplicates
from ..vocabulary import Vocabulary
from .overlap import Overlap, overlap
from .places import Places

# An excerpt is distinctly shorter than what it was taken from; else both are versions of one text.
DISTINCTLY_SHORTER = 0.8
# In lengths of a run: some 50 words in one piece are no accident and no mere quotation.
PASSAGE = 12
LAST = "9999"  # sorts behind every date


class Likeness(Vocabulary):
    """What a text is to another one that it is a copy of, in whole or in part."""

    EXACT = "exact", "The same text but for case, punctuation and spacing"
    NEAR = "near", "The same text with some words changed, moved, added or left out"
    EXCERPT = "excerpt", "A part of it stands in the other"


@dataclass(frozen=True, slots=True)
class Rival:
    """A stored article, as far as it matters for who is a copy of whom."""

    id: int
    url: str
    digest: int
    first_seen: str
    published: str | None = None
    canonical: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A copy or excerpt, and its original."""

    article: Rival
    original: Rival
    kind: Likeness
    similarity: float
    """Share of the article that stands in the original, 0..1."""
    is_left_out: bool = True
    """Whether there is no room for the article beside its original."""


def compare(
    one: Rival, other: Rival, runs: tuple[Runs, Runs], limits: Duplicates, places: Places | None = None
) -> Pair | None:
    """Return the pair that two articles make, given the runs of their texts; None for two texts.

    `places` are those of the first one's runs, if at hand.
    """
    if one.digest == other.digest:
        return in_order(one, other, Likeness.EXACT, 1.0)
    shared = overlap(*runs, places)
    sizes = sorted(len(text.each) for text in runs)
    if sizes[0] >= DISTINCTLY_SHORTER * sizes[1]:
        likeness = min(shared.of_one, shared.of_other)
        if likeness >= limits.near:
            return in_order(one, other, Likeness.NEAR, likeness)
    elif max(shared.of_one, shared.of_other) >= limits.excerpt:
        return excerpt(one, other, shared, is_left_out=not limits.keep_excerpts)
    if shared.passage >= PASSAGE:
        return excerpt(one, other, shared, is_left_out=False)
    return None


def in_order(one: Rival, other: Rival, kind: Likeness, similarity: float) -> Pair:
    """Make a pair of two versions of one text."""
    original, article = (one, other) if is_original(one, other) else (other, one)
    return Pair(article, original, kind, round(similarity, 3))


def excerpt(one: Rival, other: Rival, shared: Overlap, *, is_left_out: bool) -> Pair:
    """Make a pair of a text and what holds more of it than it holds in turn, whichever is older."""
    if shared.of_one > shared.of_other or (shared.of_one == shared.of_other and is_original(other, one)):
        return Pair(one, other, Likeness.EXCERPT, round(shared.of_one, 3), is_left_out)
    return Pair(other, one, Likeness.EXCERPT, round(shared.of_other, 3), is_left_out)


def is_original(one: Rival, other: Rival) -> bool:
    """Say whether the first of two versions is the original.

    It is if the other names it as canonical. If neither or each names the other, it is the one
    published first, then the one seen first.
    """
    named, naming = names(other, one), names(one, other)
    if named != naming:
        return named
    return age(one) < age(other)


def names(one: Rival, other: Rival) -> bool:
    """Say whether an article gives the address of another as its own."""
    canonical = urls.clean(one.canonical) if one.canonical else None
    return canonical is not None and urls.key(canonical) == urls.key(other.url) != urls.key(one.url)


def age(rival: Rival) -> tuple[str, str, int]:
    """Return what sorts articles by age."""
    return moment(rival.published), rival.first_seen, rival.id


def moment(published: str | None) -> str:
    """Return a date of publication in a form that sorts; one without a time is the end of its day."""
    try:
        found = datetime.fromisoformat(published or "")
        if found.tzinfo:
            found = found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return LAST
    if len(published or "") <= len("2026-03-14"):
        found = found.replace(hour=23, minute=59, second=59)
    return found.isoformat(timespec="seconds")
