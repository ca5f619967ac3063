"""Full-text search: FTS5 over the articles, CJK found by the character.

FTS5's tokenizer takes a run of CJK characters for one word, and a trigram index costs three
times the text and misses one- and two-character words. Characters set apart are found exactly,
at two thirds of the text's size. A text is stored that way (`split_text`) and in no other: SQL
puts it together again (`JOINED`).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from ..letters import beyond_ascii

# The unit separator: one byte, where a zero-width space takes as many as the character it sets apart
SEPARATOR = "\x1f"
CHARACTERS = "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]"
# What is part of no word in any version of Unicode: beside it, a character is apart already
BETWEEN = (
    r"\s!-/:-@\[-`{-~\u200b\u2010-\u2027\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20"
)
TERM = re.compile(r'-?"(?P<phrase>[^"]*)"?\*?|(?P<word>[^\s"]+)')
PLAIN = str.maketrans(
    dict.fromkeys("“”„‟«»「」『』＂", '"') | dict.fromkeys("−－", "-") | {"＊": "*", "\0": " "}
)
OPERATORS = ("AND", "OR", "NOT")
LONGEST = 1_000  # characters of a query
MOST_TERMS = 60  # of it; FTS5 refuses expressions that are nested more than 256 deep

SEARCH_VIEW = """create view articles_search as
select id, coalesce(split_title, title) as title, split_text as text from articles"""

# A text that begins with a separator is split. One is between characters, two are one of the text's own,
# which the byte that UTF-8 has not stands for meanwhile. `instr` would read texts to their end first.
JOINED = """iif(unicode(split_text) = 31, replace(replace(replace(split_text,
    char(31, 31), cast(x'ff' as text)), char(31), ''), cast(x'ff' as text), char(31)), split_text)"""

# M*: without its vowel signs a word of Hindi, Tamil or Thai would be several
FTS = """create virtual table articles_fts using fts5(
  title, text, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'",
  content = 'articles_search', content_rowid = 'id')"""

TITLE_WEIGHS = "insert into articles_fts(articles_fts, rank) values ('rank', 'bm25(8.0, 1.0)')"
REBUILD = "insert into articles_fts(articles_fts) values ('rebuild')"

INDEXED = "title, split_title, split_text"
NEW = "new.id, coalesce(new.split_title, new.title), new.split_text"
OLD = "'delete', old.id, coalesce(old.split_title, old.title), old.split_text"
FORGET = f"insert into articles_fts(articles_fts, rowid, title, text) values ({OLD});"
INDEX = f"insert into articles_fts(rowid, title, text) values ({NEW});"
# Our own triggers: those of sqlite-utils index the whole text again when only a score changes. While row 0
# of `unindexed` is there, new articles wait for the end of the transaction: see `indexing.py`.
IS_OTHER = "(old.title, old.split_title, old.split_text) is not (new.title, new.split_title, new.split_text)"
WAITS = "old.id in (select article from unindexed)"
TOGETHER = "exists (select 1 from unindexed where article = 0)"
FTS_TRIGGERS = (
    f"create trigger articles_fts_ai after insert on articles when not {TOGETHER} begin\n  {INDEX}\nend",
    f"""create trigger articles_fts_later after insert on articles when {TOGETHER} begin
  insert into unindexed (article) values (new.id);
end""",
    # one trigger: of two, nobody knows which one comes first
    f"""create trigger articles_fts_ad after delete on articles begin
  insert into articles_fts(articles_fts, rowid, title, text) select {OLD} where not {WAITS};
  delete from unindexed where article = old.id;
end""",
    f"""create trigger articles_fts_au after update of {INDEXED} on articles
when {IS_OTHER} and not {WAITS} begin
  {FORGET}
  {INDEX}
end""",
)


@cache
def cjk() -> re.Pattern[str]:
    """Return what matches a character of a script without spaces; takes 5 ms, so made when first needed."""
    return re.compile(CHARACTERS)


@cache
def seams() -> re.Pattern[str]:
    """Return what matches the places around CJK characters where two words would be one; made when needed."""
    return re.compile(f"(?<={CHARACTERS})(?=[^{BETWEEN}])|(?<=[^{BETWEEN}])(?={CHARACTERS})")


def split(text: str | None) -> str | None:
    """Return the text with CJK characters set apart, or None if it has none."""
    if not text or not cjk().search(beyond_ascii(text)):
        return None
    return seams().sub(SEPARATOR, text)


def split_text(text: str) -> str:
    """Return a text as it is stored: with CJK characters apart, in a way that `JOINED` can take back."""
    doubled = text.replace(SEPARATOR, SEPARATOR * 2)
    apart = split(doubled) or doubled
    return text if apart == text else SEPARATOR + apart


def fts_query(text: str | None) -> str:
    """Turn what a person types into an FTS5 query that is never a syntax error.

    Words are all looked for, `OR` between them asks for either, `-word` for texts without it.
    "Phrases" stay together, `word*` is a prefix, CJK runs are phrases of single characters.
    """
    either: list[list[str]] = [[]]
    without: list[str] = []
    unwanted = False
    for found in islice(TERM.finditer(typed(text)), MOST_TERMS):
        if found["word"] == "OR":
            either.append([])
        elif found["word"] not in OPERATORS and (term := phrase(found)):
            (without if unwanted or found[0].startswith("-") else either[-1]).append(term)
        unwanted = found["word"] == "NOT"
    wanted = " OR ".join(f"({' AND '.join(terms)})" for terms in either if terms)
    return f"({wanted}) NOT ({' OR '.join(without)})" if wanted and without else wanted or '""'


def typed(text: str | None) -> str:
    """Return a query with plain quotes, and nothing in it that can't be sent to SQLite."""
    return (text or "")[:LONGEST].translate(PLAIN).encode("utf-8", "replace").decode()


def phrase(found: re.Match[str]) -> str:
    """Return words that follow each other as FTS5 wants them; empty if there are none."""
    text = found["phrase"] or found["word"] or ""
    if not any(character.isalnum() for character in text):
        return ""
    words = (split(text) or text).replace(SEPARATOR, " ").replace("*", " ").lstrip("-").split()
    return f'"{" ".join(words)}"{" *" if found[0].endswith("*") else ""}'
