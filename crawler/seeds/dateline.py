"""Datelines and bylines: the lines near the title that say who, where and when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dates import TIME, find_date

LONGEST = 140  # characters; real ones have up to 90
MOST_WORDS = 6  # of one name
WIDEST = 15  # characters of a name without spaces (Chinese, Japanese)
LABEL = re.compile(
    r"""(?:\b(?:(?:last\s+|first\s+)?(?:updated?|published|posted|modified|created|released)
      (?:\s+(?:on|at))?|date|release\s+date
    |(?:zuletzt\s+)?(?:aktualisiert|veröffentlicht|erschienen|geändert)(?:\s+am)?|stand|datum
    |(?:publiée?|mise?\s+à\s+jour|modifiée?|parue?)(?:\s+le)?
    |(?:publicado|actualizado|atualizado|modificado)(?:\s+(?:el|em|a))?|fecha|data
    |(?:pubblicato|aggiornato)(?:\s+il)?
    |(?:gepubliceerd|bijgewerkt|geplaatst)(?:\s+op)?
    |opublikowano|zaktualizowano|aktualizacja
    |publicerad|uppdaterad|publisert|oppdatert|publiceret|opdateret
    |опубликовано|обновлено|дата|yayınlanma|güncelleme|güncellendi)\b
    |(?:发布|發佈|發布|更新|发表|發表|刊登)(?:时间|時間|日期|于|於)?|日期|時間|时间
    |最終?更新日?|公開日?|更新日|投稿日|配信|(?:최종\s?)?(?:등록|입력|수정|게시))\s*[:：]?""",
    re.IGNORECASE | re.VERBOSE,
)
BY = re.compile(
    r"""(?:(?:written\s+by|posted\s+by|by|author|reporter|von|autor(?:in|a)?|par|auteur|por|di
    |autore|door|av|af|автор|yazan)\b\s*:?|(?:作者|记者|記者|撰文|文|编辑|編輯|著者|執筆|기자)\s*[:：/])\s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
READING_TIME = re.compile(r"\d+\s?(?:min\w*\.?|分钟|分鐘)(?:\s(?:read|lesezeit|de\s\w+))?", re.IGNORECASE)
SOURCE = re.compile(
    r"(?:(?:source|site|quelle|fuente|fonte|bron|источник)|(?:来源|來源|出典|출처))\s*[:：]\s*",
    re.IGNORECASE,
)
SECTION = re.compile(r"(?:in|on|at|em|en|filed\s+under)\s+(?=\S)", re.IGNORECASE)
# Between names; also where "by" begins a new piece.
BREAK = re.compile(rf"[|·•–—\t]|\s[-/]\s|,\s|\s{{2,}}|(?<=\s)(?={BY.pattern}|{SECTION.pattern})", BY.flags)
EDGES = " ,;:：()[]-."
PARTICLES = frozenset(
    {"a", "al", "and", "da", "de", "del", "den", "der", "di", "du", "e", "el", "et", "for", "la"}
    | {"le", "of", "the", "und", "van", "von", "y", "&"},
)
CONNECTORS = frozenset({"in", "on", "at", "am", "le", "el", "il", "um", "om", "em", "op", "den", "a"})


@dataclass(frozen=True, slots=True)
class Dateline:
    """What one line says beside the text."""

    published: str | None = None
    site: str | None = None
    author: str | None = None
    labelled: bool = False
    """A word such as “Updated” or “By” says what the line is."""


def dateline(line: str, language: str | None = None) -> Dateline | None:
    """Read a line made of nothing but date, labels, author and site; None for any other."""
    if len(line) > LONGEST:
        return None
    date = find_date(line, language)
    rest = without_clutter(f"{line[: date[1]]} | {line[date[2] :]}") if date else line
    names = LABEL.sub(" | ", rest) if date else rest
    pieces = [piece.strip(EDGES) for piece in BREAK.split(names)]
    said = [classified(piece) for piece in pieces if piece and piece.lower() not in CONNECTORS]
    authors = [name for kind, name in said if kind is BY]
    sites = [name for kind, name in said if kind is SOURCE] or [name for kind, name in said if kind is None]
    labelled = names != rest or any(kind for kind, _ in said)
    if not all(is_name(name) for _, name in said) or not (date or is_byline(said)):
        return None
    return Dateline(date[0] if date else None, first(sites), first(authors), labelled)


def without_clutter(rest: str) -> str:
    """Blank out times of day and reading times."""
    return TIME.sub(" | ", READING_TIME.sub(" | ", rest))


def classified(piece: str) -> tuple[re.Pattern[str] | None, str]:
    """Return the label at the start of a piece, if it has one, and the name behind it."""
    for label in (BY, SOURCE, SECTION):
        match = label.match(piece)
        if match:
            return label, piece[match.end() :].strip(EDGES)
    return None, piece


def is_byline(said: list[tuple[re.Pattern[str] | None, str]]) -> bool:
    """Tell a line without a date that is a byline: “By Design” may be a title."""
    return bool(said) and all(
        kind is SOURCE or (kind is BY and (" " in name or not name.isascii())) for kind, name in said
    )


def first(names: list[str]) -> str | None:
    """Return the first name, if there is one."""
    return names[0] if names else None


def is_name(piece: str) -> bool:
    """Tell a name from prose."""
    words = piece.split()
    if len(words) == 1 and not piece.isascii() and len(piece) <= WIDEST:
        return True
    return 0 < len(words) <= MOST_WORDS and all(
        not word[0].islower() or word.lower() in PARTICLES or "." in word for word in words
    )
