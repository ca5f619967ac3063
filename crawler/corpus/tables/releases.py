"""Releases: sets of texts that were frozen, so that they can be cited and made again."""

from __future__ import annotations

from ..schema import Column, Table

# The text of a release is the article's own as long as that stays the same; before it changes, the
# release gets it. So a release costs no second copy of what did not change.
KEEP = """create trigger release_keeps_text before update of split_text on articles
when old.split_text is not new.split_text begin
  update release_texts set text = old.text where article = old.id and text is null;
end"""

RELEASES = Table(
    "releases",
    "Releases: sets of texts that were frozen, to be cited and compared",
    (
        Column("id", "integer primary key", "Number of the release"),
        Column("name", "text not null unique", "Name, such as a version"),
        Column("made_at", "text not null", "When it was frozen, UTC"),
        Column("is_whole", "integer not null default 0", "1 once all its texts are recorded"),
        Column("as_of", "text", "When a page had last been fetched for the corpus, UTC"),
        Column("texts", "integer not null default 0", "Texts in it"),
        Column("words", "integer not null default 0", "Length of them together"),
        Column("selection", "text not null", "What was selected, JSON"),
        Column("origin", "text not null", "Title, authors, licence, versions of software, JSON"),
        Column("settings", "text not null", "Settings that shape what is in the corpus, JSON"),
        Column("seeds", "text not null", "Seeds of the corpus then, JSON"),
        Column("sha256", "text", "Hash of its SHA256SUMS, once its files were made"),
    ),
    label="name",
    sort_desc="id",
)

RELEASE_TEXTS = Table(
    "release_texts",
    "Which texts are in which release, as they were then",
    (
        Column("release", "integer not null", "Release", "releases(id)"),
        Column("article", "integer not null", "Article", "articles(id)"),
        Column("sha256", "text not null", "Hash of the text in UTF-8"),
        Column("fields", "text not null", "All else that was known of it, JSON"),
        Column("text", "text", "The text, once the article has another; empty while it is the article's own"),
    ),
    key=("release", "article"),
    indexes=("create index release_texts_article on release_texts(article)",),
    triggers=(KEEP,),
)
