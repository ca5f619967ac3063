"""Which articles have text in common, and how that is found."""

from __future__ import annotations

from ..schema import Column, Table

DUPLICATES = Table(
    "duplicates",
    "Pairs of articles of which one stands in the other, in whole or in part; one for what was left out",
    (
        Column("article", "integer not null", "The copy or excerpt", "articles(id)"),
        Column(
            "original", "integer not null", "What it was taken from; always in the corpus", "articles(id)"
        ),
        Column("kind", "text not null", "exact, near or excerpt"),
        Column("similarity", "real not null", "Share of the article that stands in the original, 0..1"),
    ),
    key=("article", "original"),
    indexes=("create index duplicates_original on duplicates(original)",),
    facets=("kind",),
)

FINGERPRINTS = Table(
    "fingerprints",
    "By what copies of each kept article are found",
    (
        Column("article", "integer primary key", "Article that was kept", "articles(id)"),
        Column("scheme", "integer not null", "Version of how the samples were taken"),
        Column("samples", "blob not null", "Hashes of some of its runs of words, four bytes each"),
    ),
    hidden=True,
)

SAMPLES = Table(
    "samples",
    "Which kept articles have a run of words; what more than a few have is found in those few only",
    (
        Column("sample", "integer not null", "Hash of a run of words"),
        # no reference: with one, deleting an article would read through all of this
        Column("article", "integer not null", "Article that has it"),
    ),
    key=("sample", "article"),
    hidden=True,
)
