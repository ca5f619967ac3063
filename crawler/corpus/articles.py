"""Articles in corpus.db: stored once, earlier texts kept."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable

from .. import clock
from ..records import Article, Reading, Verdict
from .search import split

COLUMNS = (
    "id", "url", "title", "author", "site", "published", "modified", "language", "words", "relevance",
    "quality", "reason", "first_seen", "last_changed", "section", "tags", "description", "image", "licence",
    "canonical", "paywalled", "declared_language", "language_confidence", "extractor", "mends", "origins",
    "sha256", "text", "split_title", "split_text",
)  # fmt: skip
KEPT = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in ("id", "first_seen"))
SAVE_ARTICLE = f"""insert into articles ({", ".join(COLUMNS)})
values ({", ".join(":" + name for name in COLUMNS)})
on conflict (id) do update set {KEPT}"""
BEFORE = "select title, text, sha256, last_changed from articles where id = ?"
SAVE_VERSION = """insert into versions (article, seen_at, title, sha256, text) values (?, ?, ?, ?, ?)
on conflict do nothing"""
FORGET_VERDICTS = "delete from verdicts where article = ?"
SAVE_VERDICT = """insert into verdicts (article, judge, score, reason, evidence, parts)
values (?, ?, ?, ?, ?, ?)"""
NOT_WORDS = re.compile(r"[\W_]+")


def save_article(connection: sqlite3.Connection, reading: Reading) -> bool:
    """Save a reading's article and verdicts inside the open transaction; return whether its text is new."""
    article = reading.article
    if article is None:
        return False
    sha256 = text_hash(article.text)
    before = connection.execute(BEFORE, (reading.target.id,)).fetchone()
    moment = reading.page.fetched_at or clock.now()
    changed = before is None or before["sha256"] != sha256
    if before and changed:
        old = (before["title"], before["sha256"], before["text"])
        connection.execute(SAVE_VERSION, (reading.target.id, moment, *old))
    last_changed = moment if changed else before["last_changed"]
    connection.execute(SAVE_ARTICLE, article_row(reading, article, sha256, moment, last_changed))
    connection.execute(FORGET_VERDICTS, (reading.target.id,))
    save_verdicts(connection, reading.target.id, reading.verdicts)
    return changed


def article_row(
    reading: Reading, article: Article, sha256: str, moment: str, last_changed: str
) -> dict[str, str | int | float | None]:
    """Return an article as a row of `articles`."""
    relevance = reading.verdict("relevance")
    quality = reading.verdict("quality")
    return {
        "id": reading.target.id,
        "url": reading.page.final_url or reading.page.url,
        "title": article.title,
        "author": article.author,
        "site": article.site,
        "published": article.published,
        "modified": article.modified,
        "language": article.language,
        "words": article.words,
        "relevance": relevance.score if relevance else None,
        "quality": quality.score if quality else None,
        "reason": reading.refusal,
        "first_seen": moment,
        "last_changed": last_changed,
        "section": article.section,
        "tags": as_json(article.tags),
        "description": article.description,
        "image": article.image,
        "licence": article.licence,
        "canonical": article.canonical,
        "paywalled": article.paywalled,
        "declared_language": article.declared_language,
        "language_confidence": article.language_confidence,
        "extractor": article.extractor,
        "mends": as_json(article.mends),
        "origins": as_json(dict(article.origins)),
        "sha256": sha256,
        "text": article.text,
        "split_title": split(article.title),
        "split_text": split(article.text),
    }


def save_verdicts(connection: sqlite3.Connection, article: int | None, verdicts: Iterable[Verdict]) -> None:
    """Add what judges say of an article; what they said before must be gone."""
    connection.executemany(
        SAVE_VERDICT,
        [(article, v.judge, v.score, v.reason, v.evidence, as_json(dict(v.parts))) for v in verdicts],
    )


def text_hash(text: str) -> str:
    """Return the sha256 of a text without case, punctuation and spacing."""
    return hashlib.sha256(NOT_WORDS.sub("", text.casefold()).encode("utf-8", "replace")).hexdigest()


def as_json(value: tuple[str, ...] | dict[str, str] | dict[str, float]) -> str | None:
    """Write JSON as people read it; nothing for an empty value."""
    return json.dumps(value, ensure_ascii=False) if value else None
