"""Articles, what was said of them, and what they were before."""

from __future__ import annotations

from ..schema import Column, Table
from ..search import JOINED
from .packing import EXTRACTORS, JUDGES, ORIGINS, moment

ARTICLES = Table(
    "articles",
    "Texts read from pages, kept or not",
    (
        Column("id", "integer primary key", "Number of the page", "pages(id)"),
        Column("url", "text not null", "Address of the page"),
        Column("title", "text", "Headline"),
        Column("author", "text", "Names, separated by semicolons"),
        Column("site", "text", "Name of the site"),
        Column("published", "text", "When it was published, as the page says"),
        Column("modified", "text", "When it was changed, as the page says"),
        Column("language", "text", "Language of the text, ISO 639-1"),
        Column("words", "integer not null", "Length of the text"),
        Column("relevance", "real", "Closeness to the nearest seed, 0..1"),
        Column("quality", "real", "Quality of the text, 0..1"),
        Column("reason", "text", "Why it is not in the corpus; empty for a kept article", "reasons(slug)"),
        Column("first_seen", "text not null", "When we first read it, UTC", generated=moment("first_ms")),
        Column("changed_at", "text", "The same as last_changed, but empty for a text that never changed"),
        Column(
            "last_changed",
            "text not null",
            "When its text last changed, UTC",
            generated="coalesce(changed_at, first_seen)",
        ),
        Column("gone_at", "text", "When its server said that it is gone, UTC; empty while it is there"),
        Column("run", "integer", "Run that first read it", "runs(id)"),
        Column("section", "text", "Section of the site"),
        Column("tags", "text", "Tags, JSON list"),
        Column("description", "text", "The page's own summary"),
        Column("image", "text", "Address of its main image"),
        Column("licence", "text", "Licence the page names"),
        Column("canonical", "text", "Address the page gives as its own"),
        Column("paywalled", "integer", "1 if the page says that it is not free to read, 0 if it says it is"),
        Column("declared_language", "text", "Language the page declares"),
        Column("language_confidence", "real", "How sure the detected language is, 0..1"),
        Column("extractor", "text not null", "What read the text, with versions", generated=EXTRACTORS.sql),
        Column("mends", "text", "What was corrected in its answer, JSON list"),
        Column("found_in", "text", "Where each field came from, two signs for each"),
        Column("origins", "text", "The same as JSON object", generated=ORIGINS.sql),
        Column("first_ms", "integer not null", "The same as first_seen, in milliseconds since 1970 began"),
        Column("read_by", "text not null", "The same as extractor, in short"),
        Column(
            "digest",
            "integer not null",
            "First 63 bits of the SHA-256 of the text without case, punctuation and spacing",
        ),
        # bulky, so last: whoever scans the columns before them reads no overflow pages
        Column("text", "text", "Main text, one paragraph a line", generated=JOINED),
        Column("split_title", "text", "Title with CJK characters apart, for search; empty without CJK"),
        Column("split_text", "text not null", "Text as it is stored: CJK characters apart, for search"),
    ),
    indexes=(
        "create index articles_url on articles(url)",
        "create index articles_digest on articles(digest)",
        "create index articles_first_seen on articles(first_seen)",
        # what follows first_seen is counted as facets, of a million texts too
        "create index articles_language on articles(language, first_seen, site, reason)",
        "create index articles_site on articles(site, first_seen, language, reason)",
        # a topic learns from the likeliest, of equals those met first: read in this order, none are sorted
        "create index articles_relevance on articles(relevance desc)",
        "create index articles_reason on articles(reason, first_seen)",
        # covers what texts are chosen by, so that a million are counted without a look at their rows
        "create index articles_choice on articles(reason, published, language, site, relevance, words)",
        # the same by number: what the search index finds is filtered without a look at its rows
        "create index articles_facts on articles(id, reason, published, language, site, relevance)",
    ),
    facets=("language", "site", "reason"),
    label="title",
    sort_desc="first_seen",
)

UNINDEXED = Table(
    "unindexed",
    "Articles that wait to be indexed and counted; empty but within a transaction",
    (Column("article", "integer primary key", "Number of the article; 0 says that new ones are to wait"),),
    hidden=True,
)

VERSIONS = Table(
    "versions",
    "Texts that an article had before it changed",
    (
        Column("article", "integer not null", "Article that changed", "articles(id)"),
        Column("seen_at", "text not null", "Until when we saw this text, UTC"),
        Column("title", "text", "Headline then"),
        Column("sha256", "text not null", "Hash of the text then"),
        Column("added", "integer not null default 0", "Words that the text after it has more, in any order"),
        Column("removed", "integer not null default 0", "Words that the text after it has no more"),
        Column("text", "text not null", "Text then"),
    ),
    key=("article", "seen_at"),
)

VERDICTS = Table(
    "verdicts",
    "What each judge said about each article",
    (
        Column("article", "integer not null", "Article judged", "articles(id)"),
        Column("judge_sign", "text not null", "Who judged, as a letter"),
        Column("judge", "text not null", "Who judged: length, language, relevance, …", generated=JUDGES.sql),
        Column("score", "real", "What the judge measured"),
        Column("reason", "text", "Why it was turned down; empty for keep", "reasons(slug)"),
        Column("evidence", "text", "What the score rests on"),
        Column("parts", "text", "What the score is made of, JSON"),
    ),
    key=("article", "judge_sign"),
    facets=("judge", "reason"),
)

SKETCHES = Table(
    "sketches",
    "What is compared of the articles that a topic learns from, at most a thousand",
    (
        Column("article", "integer primary key", "Article that is learned from", "articles(id)"),
        Column("scheme", "integer not null", "Version of how it was made of the text"),
        Column("language", "text", "Language of the text, ISO 639-1"),
        Column("words", "text not null", "Words of the text, between spaces"),
        Column("weights", "blob not null", "What each weighs, eight bytes each"),
        Column("meaning", "blob", "What they mean together, four bytes each; empty where that is unknown"),
    ),
    triggers=(
        """create trigger sketches_of_changed after update of title, split_text, language on articles begin
  delete from sketches where article = old.id;
end""",
    ),
    hidden=True,
)

RIGHTS = Table(
    "rights",
    "What sites say about the use of their texts, by article",
    (
        Column("article", "integer not null", "Article it is said of", "articles(id)"),
        Column("source", "text not null", "Where: robots.txt, tdmrep.json, header, meta, link"),
        Column("name", "text not null", "What about: robots, noai, tdm-reservation, licence, …"),
        Column("value", "text not null", "What, as it was written"),
        Column("reserves", "integer not null", "1 if it reserves mining or training, 0 if not"),
    ),
    key=("article", "source", "name", "value"),
    facets=("source", "name", "reserves"),
)

MARKS = Table(
    "marks",
    "What people said of articles: their word outweighs the relevance judge's, and teaches it",
    (
        Column("article", "integer primary key", "Article marked", "articles(id)"),
        Column("relevant", "integer not null", "1 if it is what is sought, 0 if not"),
        Column("marked_at", "text not null", "UTC"),
    ),
    facets=("relevant",),
)
