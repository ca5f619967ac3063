"""Which articles have text in common, and how that is found."""

from __future__ import annotations

from ..schema import Column, Table

# An article is taken out of the index by the samples of the text that brought it in. That text is kept
# here once the article has another, whoever changes it, until the article is compared anew.
KEEP = """create trigger fingerprint_keeps_text before update of split_text on articles
when old.split_text is not new.split_text begin
  update fingerprints set text = old.text where article = old.id and text is null;
end"""

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
        Column("checksum", "integer not null", "Of its samples: what makes them the same as before"),
        Column("text", "text", "The text they are of, once the article has another; empty as a rule"),
    ),
    triggers=(KEEP,),
    hidden=True,
)

SAMPLES = Table(
    "samples",
    "Which kept articles have a run of words; what more than a few have is found in those few only",
    (
        Column("bucket", "integer primary key", "First 19 bits of the hashes of the runs in it"),
        # no reference to articles: with one, deleting an article would read through all of this
        Column("entries", "blob not null", "The other 13 bits of each and the article, five bytes together"),
    ),
    hidden=True,
)
