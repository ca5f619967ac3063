"""Is it a new version? What a site changes around a text is none: dates, counters, recommendations."""

from __future__ import annotations

import re
from collections import Counter

from ...reading.text.phrases import BUTTON, ELSEWHERE, appeal
from ..articles import squeezed

LONGEST_FURNITURE = 240  # characters; a longer paragraph is the article's, whatever it begins with
LONGEST_LABEL = 160  # characters of a line in which a moment or a counter says nothing
SENTENCE = re.compile(r"[.!?。！？…]['”\"»)]*$")
MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|maer|mai|okt|dez|janv|févr|mars|avr|juin|juil|"
    "août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mrt|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек"
)
UNITS = (
    "second|sec|minute|min|hour|hr|day|week|month|year|sekunde|stunde|tag|woche|monat|jahr|seconde|heure|jour|"
    "semaine|mois|an|segundo|minuto|hora|día|dia|semana|mes|año|ano|secondo|ora|giorno|settimana|mese|anno|"
    "uur|dag|maand|jaar|секунд|минут|час|дн|дня|день|недел|месяц|год"
)
COUNTED = (
    "comment|view|share|like|read|reply|replie|reaction|kommentar|aufruf|commentaire|vue|partage|comentario|"
    "comentário|vista|visualiza|commenti|lettura|reactie|комментари|просмотр|阅读|评论|浏览|点赞|閱讀|留言|回复"
)
# What says when, or how often; each holds for every language at once, since they stand in labels only.
MOMENTS = re.compile(
    rf"""
      \d+\s*(?:{UNITS})\w*\s*(?:ago\b|read\b|назад\b)?          # 3 minutes ago, 5 min read
    | (?:vor|il\sy\sa|hace|há|fa|geleden|назад|ago|just\snow|today|yesterday|heute|gestern)\b
    | \d+\s*(?:秒|分钟?|小时|時間|天|日|周|個?月|年)(?:前)?         # 3小时前, 2026年3月5日
    | (?:刚刚|今天|昨天|更新|发布|發布)
    | \d[\d.,]*\s*[km]?\s*(?:{COUNTED})\w*                      # 12 comments, 3.4k views
    | (?:{COUNTED})\w*\s*[:(（：]?\s*\d[\d.,]*\s*[km]?\)?         # Comments (12)
    | \b\d{{1,2}}(?:st|nd|rd|th)?\.?\s*(?:{MONTHS})\w*\.?,?(?:\s*\d{{2,4}})?   # 5 March 2026
    | \b(?:{MONTHS})\w*\.?\s*\d{{1,2}}(?:st|nd|rd|th)?\b,?(?:\s*\d{{4}})?      # March 5, 2026
    | \d{{1,4}}[-./]\d{{1,2}}[-./]\d{{1,4}}                     # 2026-03-05
    | \d{{1,2}}[:.h]\d{{2}}(?:[:.]\d{{2}})?\s*(?:[ap]\.?m\.?\b|uhr\b)?         # 10:22 am
    | \b(?:gmt|utc|bst|cet|cest|est|edt|pst|pdt|et|ist)\b(?:[+-]\d+)?
    | \b(?:last\s)?(?:updated?|published|posted|modified|edited|reviewed|aktualisiert|veröffentlicht|stand
        |mis\sà\sjour|publié|actualizado|publicado|aggiornato|pubblicato|atualizado|bijgewerkt|gepubliceerd
        |обновлено|опубликовано)\b(?:\s(?:on|at|am|le|el|il|em|op|um|à)\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
FEWEST_LETTERS = 4  # of a label without its moments; less is "at", "·" or a zone that is not known
DATE = re.compile(r"\b\d{4}[-./]\d{1,2}[-./]\d{1,2}\b|\b\d{1,2}[-./]\d{1,2}[-./]\d{4}\b")
APART = re.compile(r"[·|•]|\s[–—/-]\s")  # between the parts of a label: who, when, how many comments
BEHIND = re.compile(r"\s[|–—·-]\s")  # between a headline and the name of its site
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]|[^\W\u3040-\u9fff\uac00-\ud7af]+")


def is_new_version(old: str, new: str, boilerplate: frozenset[str] = frozenset()) -> bool:
    """Say whether two texts of an article differ in what is its own; `boilerplate` are lines of its site."""
    if squeezed(old) == squeezed(new):
        return False
    before, after = essence(old, boilerplate), essence(new, boilerplate)
    return before != after


def essence(text: str, boilerplate: frozenset[str]) -> str:
    """Return what a text says without what its site says around it; case, punctuation and spaces gone."""
    lines = (line.strip() for line in text.split("\n"))
    return squeezed("".join(said(line) for line in lines if line not in boilerplate))


def is_furniture(line: str) -> bool:
    """Say whether a line leads elsewhere, is a button, or the publisher speaking to the reader."""
    return bool(ELSEWHERE.match(line) or BUTTON.fullmatch(line)) or appeal(line) is not None


def said(line: str) -> str:
    """Return what a line says; nothing for one that leads elsewhere, is a button, or tells the time."""
    if len(line) <= LONGEST_FURNITURE and is_furniture(line):
        return ""
    if len(line) > LONGEST_LABEL or SENTENCE.search(line):
        return line
    if not LETTER.search(line):  # a cell of a table, unless it is a date
        return "" if DATE.search(line) else line
    left = MOMENTS.sub("", line)
    if left == line or (len(LETTER.findall(left)) >= FEWEST_LETTERS and not APART.search(line)):
        return line  # a heading that names a day says so
    return left if len(LETTER.findall(left)) >= FEWEST_LETTERS else ""


def is_new_title(old: str | None, new: str | None) -> bool:
    """Say whether two headlines differ by more than the site's name behind one of them."""
    if not old or not new or squeezed(old) == squeezed(new):
        return False
    before, after = (squeezed(BEHIND.split(title, maxsplit=1)[0]) for title in (old, new))
    return before != after


def words_changed(old: str, new: str) -> tuple[int, int]:
    """Return how many words came and went, in any order; a CJK character is a word."""
    before, after = (Counter(WORD.findall(text.casefold())) for text in (old, new))
    return (after - before).total(), (before - after).total()
