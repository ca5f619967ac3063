"""What is known of a text when it leaves: one list for all formats, their schemas and the docs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an exported text."""

    name: str
    type: str
    """string, integer, number, boolean, or list (of strings)."""
    help: str
    sql: str
    """Where it comes from: `a` is the article, `f` its address in the frontier."""


RESERVED = "coalesce((select max(r.reserves) from rights r where r.article = a.id), 0)"
LICENCE = """coalesce((select max(r.value) from rights r where r.article = a.id and r.name = 'licence'),
  a.licence)"""
STATEMENTS = """(select json_group_array(s) from (select r.name || ' ' || r.value || ' (' || r.source || ')'
  as s from rights r where r.article = a.id order by r.source, r.name, r.value))"""

FIELDS = (
    Field("id", "integer", "Number of the text in its corpus", "a.id"),
    Field("url", "string", "Address", "a.url"),
    Field("title", "string", "Headline", "a.title"),
    Field("author", "string", "Names, separated by semicolons", "a.author"),
    Field("site", "string", "Name of the site", "a.site"),
    Field("host", "string", "Host of the address that was asked", "f.host"),
    Field("published", "string", "When it was published, as the page says, ISO 8601", "a.published"),
    Field("modified", "string", "When it was changed, as the page says, ISO 8601", "a.modified"),
    Field("language", "string", "Language of the text, ISO 639-1", "a.language"),
    Field("words", "integer", "Length of the whole text", "a.words"),
    Field("relevance", "number", "Closeness to the nearest seed, 0..1", "a.relevance"),
    Field("quality", "number", "Quality of the text, 0..1", "a.quality"),
    Field("depth", "integer", "Links away from the nearest seed", "f.depth"),
    Field("kind", "string", "Kind of link that led to it", "f.kind"),
    Field("seed", "integer", "Number of the seed whose trail it is on", "f.seed"),
    Field("found_at", "string", "When it was first read, UTC", "a.first_seen"),
    Field("last_changed", "string", "When its text last changed, UTC", "a.last_changed"),
    Field("reason", "string", "Why it is not in the corpus; empty for a kept text", "a.reason"),
    Field("section", "string", "Section of the site", "a.section"),
    Field("tags", "list", "Tags", "coalesce(a.tags, '[]')"),
    Field("description", "string", "The page's own summary", "a.description"),
    Field("image", "string", "Address of its main image", "a.image"),
    Field("canonical", "string", "Address the page gives as its own", "a.canonical"),
    Field("licence", "string", "Licence the page names", LICENCE),
    Field("reserved", "boolean", "Whether the site reserves it against mining or training", RESERVED),
    Field("rights", "list", "All that the site says about its use, and where", STATEMENTS),
    Field("paywalled", "boolean", "Whether the page says that it is not free to read", "a.paywalled"),
    Field("extractor", "string", "What read the text: name, version, settings", "a.extractor"),
    Field("sha256", "string", "Hash of the whole text in UTF-8, also where only an excerpt is here", "''"),
    Field("text", "string", "Main text, one paragraph a line", "a.text"),
)

NAMES = tuple(field.name for field in FIELDS)
LISTS = tuple(field.name for field in FIELDS if field.type == "list")
BOOLEANS = tuple(field.name for field in FIELDS if field.type == "boolean")

TEXTS = f"""select {", ".join(f"{field.sql} as {field.name}" for field in FIELDS)}
from articles a join frontier f on f.id = a.id"""
