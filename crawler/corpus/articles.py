"""Articles in corpus.db: stored once, earlier texts kept."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from .. import clock
from ..hashes import short_hash
from ..letters import beyond_ascii
from ..records import Article, Reading, Verdict
from ..timing import Stage, timed
from .database import insert
from .search import split, split_text
from .tables.packing import EXTRACTORS, JUDGES, ORIGINS

COLUMNS = (
    "id", "url", "title", "author", "site", "published", "modified", "language", "words", "relevance",
    "quality", "reason", "first_ms", "changed_at", "run", "section", "tags", "description", "image",
    "licence", "canonical", "paywalled", "declared_language", "language_confidence", "read_by", "mends",
    "found_in", "digest", "split_title", "split_text",
)  # fmt: skip
STAYING = ("id", "first_ms", "run")
KEPT = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS if name not in STAYING)
SAVE_ARTICLE = f"""insert into articles ({", ".join(COLUMNS)})
values ({", ".join(":" + name for name in COLUMNS)})
on conflict (id) do update set {KEPT}"""
BEFORE = "select * from articles where id = ?"
SAVE_VERSION = """insert into versions (article, seen_at, title, sha256, added, removed, text)
values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing"""
FORGET_VERDICTS = "delete from verdicts where article = ?"
VERDICTS = """select article, judge_sign, score, reason, evidence, parts from verdicts
where article = ? and judge <> 'duplicates'"""
SAVE_VERDICT = """insert into verdicts (article, judge_sign, score, reason, evidence, parts)
values (?, ?, ?, ?, ?, ?)"""

JSON = json.JSONEncoder(ensure_ascii=False)
SMALL = bytes(range(256)).lower()
# What is neither letter nor digit, in ASCII and beyond.
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
FOREIGN_SIGN = re.compile(r"[^\w\x00-\x7f]")
MOST_ODD = 30  # signs and capitals beyond ASCII that are replaced one after the other


@timed(Stage.SAVE_ARTICLE)
def save_article(
    connection: sqlite3.Connection,
    reading: Reading,
    run: int | None,
    shared: Callable[[], frozenset[str]] | None,
) -> tuple[Reading, bool]:
    """Save a reading's article and verdicts inside the open transaction.

    Returns the reading with the article as it was stored, and whether its text or headline is new.
    `shared` returns lines that belong to the site; it is called only if a text has changed. Without
    it the page never had an article.
    """
    if reading.article is None:
        return reading, False
    target, moment = reading.target.id, reading.page.fetched_at or clock.now()
    before = connection.execute(BEFORE, (target,)).fetchone() if shared else None
    changed = not (shared and before) or is_newer(before, reading.article, shared)
    if before and changed:
        save_version(connection, target, moment, before, reading.article.text)
    if before:
        reading = continued(reading, reading.article, before, changed=changed)
    changed_at = before and (moment if changed else before["changed_at"])
    times = {"first_ms": clock.milliseconds(moment), "changed_at": changed_at}
    row = article_row(reading) | times | {"run": run}
    store(connection, row, before)
    replace_verdicts(connection, target, reading.verdicts, before)
    return reading, changed


def store(connection: sqlite3.Connection, row: Mapping[str, Any], before: sqlite3.Row | None) -> bool:
    """Store a row of `articles` over what was there; return whether anything is other than it was."""
    if before and all(before[name] == value for name, value in row.items() if name not in STAYING):
        return False
    connection.execute(SAVE_ARTICLE, row)
    return True


def is_newer(before: sqlite3.Row, article: Article, shared: Callable[[], frozenset[str]]) -> bool:
    """Say whether an article is a new version of what is stored of it."""
    from .recrawl.newness import is_new_title, is_new_version  # noqa: PLC0415  (most commands compile no phrases)

    if is_new_title(before["title"], article.title):
        return True
    is_other = before["digest"] != text_hash(article.text)
    return is_other and is_new_version(before["text"], article.text, shared())


def continued(reading: Reading, article: Article, before: sqlite3.Row, *, changed: bool) -> Reading:
    """Return a reading whose article goes on from what is stored: its date is that of first sight.

    A text in which only the site's own lines differ is left as it was.
    """
    if before["published"]:
        origin = json.loads(before["origins"] or "{}").get("published")
        origins = dict(article.origins) | ({"published": origin} if origin else {})
        article = replace(article, published=before["published"], origins=origins)
    if changed or before["digest"] == text_hash(article.text):
        return replace(reading, article=article)
    article = replace(article, text=before["text"], title=before["title"], words=before["words"])
    return replace(reading, article=article, fingerprint=None)


def save_version(
    connection: sqlite3.Connection, article: int | None, moment: str, before: sqlite3.Row, text: str
) -> None:
    """Keep what an article was until a moment, with how many words its new text has more and less."""
    from .recrawl.newness import words_changed  # noqa: PLC0415  (most commands compile no phrases)

    words = words_changed(before["text"], text)
    old = (before["title"], text_sha256(before["text"]), *words, before["text"])
    connection.execute(SAVE_VERSION, (article, moment, *old))


def article_row(reading: Reading) -> dict[str, str | int | float | None]:
    """Return a reading's article as a row of `articles`, but for its moments and its run."""
    article = reading.article
    assert article is not None  # noqa: S101  (only readings that have one come here)
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
        "section": article.section,
        "tags": as_json(article.tags),
        "description": article.description,
        "image": article.image,
        "licence": article.licence,
        "canonical": article.canonical,
        "paywalled": article.paywalled,
        "declared_language": article.declared_language,
        "language_confidence": article.language_confidence,
        "read_by": EXTRACTORS.pack(article.extractor),
        "mends": as_json(article.mends),
        "found_in": ORIGINS.pack(article.origins),
        "digest": text_hash(article.text),
        "split_title": split(article.title),
        "split_text": split_text(article.text),
    }


def replace_verdicts(
    connection: sqlite3.Connection,
    article: int | None,
    verdicts: Sequence[Verdict],
    before: sqlite3.Row | None,
) -> None:
    """Put what judges say of an article in the place of what they said `before`, if it is anything else."""
    if before:
        rows = [tuple(row) for row in connection.execute(VERDICTS, (article,))]
        if sorted(rows, key=itemgetter(1)) == sorted(verdict_rows(article, verdicts), key=itemgetter(1)):
            return
        connection.execute(FORGET_VERDICTS, (article,))
    save_verdicts(connection, article, verdicts)


def save_verdicts(connection: sqlite3.Connection, article: int | None, verdicts: Iterable[Verdict]) -> None:
    """Add what judges say of an article; what they said before must be gone."""
    insert(connection, SAVE_VERDICT, verdict_rows(article, verdicts))


def verdict_rows(article: int | None, verdicts: Iterable[Verdict]) -> list[tuple[Any, ...]]:
    """Return what judges say of an article as rows of `verdicts`."""
    return [
        (article, JUDGES.sign(v.judge), v.score, v.reason, v.evidence, as_json(dict(v.parts)))
        for v in verdicts
    ]


def text_hash(text: str) -> int:
    """Return 63 bits that stand for a text without case, punctuation and spacing."""
    return short_hash(letters(text))


def text_sha256(text: str) -> str:
    """Return the whole hash that those bits are the beginning of."""
    return hashlib.sha256(letters(text)).hexdigest()


def squeezed(text: str) -> str:
    """Return a text without case, punctuation and spacing."""
    return letters(text).decode()


def letters(text: str) -> bytes:
    """Return the same in UTF-8: of signs and capitals beyond ASCII texts have few, replaced one by one."""
    others = "".join(set(beyond_ascii(text)))
    odd = set(FOREIGN_SIGN.findall(others))
    if others.casefold() != others:
        odd.update(sign for sign in others if sign.casefold() != sign)
    if len(odd) > MOST_ODD:
        text = plain(text)
    else:
        for sign in odd:
            text = text.replace(sign, plain(sign))
    return text.encode().translate(SMALL, NO_LETTERS)


def plain(text: str) -> str:
    """Return a text without case, and without signs beyond ASCII."""
    return FOREIGN_SIGN.sub("", text.casefold())


def as_json(value: tuple[str, ...] | dict[str, str] | dict[str, float]) -> str | None:
    """Write JSON as people read it; nothing for an empty value."""
    return JSON.encode(value) if value else None
