"""Who wrote an article: bylines → names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ..tidy import tidy
from .dates import month_of
from .folding import fold

LONGEST_BYLINE = 500
LONGEST_NAME = 60
MOST_WORDS = 6  # of a name: "María de los Ángeles Ruiz Castro"
MOST_NAMES = 12
BEFORE = re.compile(
    r"""[\W_]*(?:(?:(?:written|reported|posted|published|reviewed|story|words|text|article|opinion
    |review|analysis|commentary|kommentar|(?:view\s+)?all\s+posts|eine?\s+\w+|veröffentlicht|erstellt
    |geschrieben|verfasst|eingestellt|gepostet|(?:zeige\s+)?(?:alle\s+)?(?:artikel|beiträge?)|publié|écrit
    |rédigé|escrito|publicado|postado|scritto|pubblicato|geschreven|skrevet|skriven|napisał\w*)\s+)?(?:by|von|par|por|door|przez|от|oleh)
    (?=\s|:|$|(?-i:[A-Z]))|(?-i:de|di|da|av|af|fra|od)(?=\s)|(?:author|byline|text|autor(?:en|a|in|es)?
    |auteurs?|autore|interview|tekst|автор|текст|yazan|penulis|editor|redakcja|zdroj)\s*:
    |(?:作者|文|記者|记者|撰文)\s*[:：|/])\s*""",
    re.IGNORECASE | re.VERBOSE,
)
BETWEEN = re.compile(
    r"\s*(?:[;|•·\n/&、，]|\s[–—-]\s|,?\s+(?:and|und|et|y|e|en|og|och|ja|i|и|ve|dan)\s"
    r"|\(?\b(?:with|avec|mit|con)\s)\s*"
)
# What stands behind a name and is no part of it: brackets, dates, places of work.
AFTER = re.compile(
    r"\s*(?:[(\[].*|\b(?:on|am|le|el|em|den)\s+(?:\w+day\b|\d).*|\bis\s+an?\b.*|\b(?:via|for)\s.*|\sof\s+the\b.*"
    r"|\b(?:updated?|published|posted|aktualisiert|follow|about)\b.*|\s(?:\w+\s)?\d.*)$",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net|de|co|info|php|txt|html?)\b", re.IGNORECASE)
# Jobs, and what stands in and around bylines beside names.
NOT_A_NAME = re.compile(
    r"""\b(?:reporter\w*|editor\w*|correspondent|writer|columnist|contributor|journalist\w*|staff|author
    |freelance\w*|producer|photograph\w*|bureau|chief|senior|managing|associate|assistant|director
    |manager|desk|team|guest|special|professor|ph\.?d|m\.?d|mba|ceo|\w*redakteur\w*|\w*redaktion\w*|korrespondent\w*
    |ressort\w*|volontär\w*|autor\w*|rédact\w+|envoyé\w*|reda[cç]\w*|giornalista|periodista|jornalista|corresponsal
    |редакция|корреспондент|muhabir\w*|newsroom|publish\w*|admin\w*|webmaster|user|unknown|anonymous|null|none
    |follow|twitter|facebook|share|comments?|view|posts?|archive|profile|bio|biography|more|articles?|name|nama|имя
    |гость|mehr|artikel|beiträge|erstellt|veröffentlicht|geschrieben|nachrichten|noticias|minutes?|read|ago|updated?|photos?|fotos?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Editorials have no other author.
EDITORIAL = re.compile(r"editorial(?: board)?|the editors", re.IGNORECASE)
ORGANISATION = re.compile(
    r"""\b(?:press|presse|news|media|online|magazine|times|post|agency|agence|agentur|agencias?|agências?
    |bureau|service|network|wire|tv|radio|reuters|bloomberg|xinhua|inc|ltd|gmbh|llc|redaktion
    |AP|AFP|AAP|UPI|DPA|KNA|EPD|EFE|ANSA|TASS|PTI|ANI|IANS|ČTK|ČTK|PAP|NTB|TT|ANP|APA|SDA)\b""",
    re.IGNORECASE | re.VERBOSE,
)
SHORT_CAPITALS = re.compile(r"[A-Z.]{2,5}")
UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
LONGEST_UNSPACED = 10  # characters of a Chinese or Japanese name, foreigners' included
INITIAL = re.compile(r"(?:\b\w|[JS]r)\.$")
# What writers of blogs sign with: "gizmo", "c1ph4", "anna.b".
NICKNAME = re.compile(r"[^\W_][\w.-]{1,29}")
DAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w+tag", re.IGNORECASE)
PARTICLE = re.compile(
    r"(?:van|von|de|der|den|del|della|di|da|dos|das|du|la|le|los|el|al|bin|ibn|ter|zu|af|av|e|y)$|[a-z]{1,2}['’-]\w"
)


def names(bylines: Iterable[str], sites: Iterable[str] = (), people: Iterable[str] = ()) -> str | None:
    """Return the names in bylines, each once, joined by "; "; None where there are none.

    Agencies count where no person is named, single words where no full name stands; names of
    the site never do, unless it is called after one of `people`.
    """
    own = tuple({fold(site) for site in sites} - {""})
    known = set(map(fold, people))
    found: dict[str, str] = {}
    for byline in bylines:
        for name in split(tidy(byline, LONGEST_BYLINE)):
            if fold(name) in known or not fold(name).startswith(own):
                found.setdefault(fold(name), name)
    people = [name for name in found.values() if not is_organisation(name, own)]
    full = [name for name in people if is_full(name)]
    return "; ".join((full or people or list(found.values()))[:MOST_NAMES]) or None


def nickname(bylines: Iterable[str], sites: Iterable[str] = ()) -> str | None:
    """Return the first nickname among texts that are names by their markup."""
    own = {fold(site) for site in sites}
    for byline in bylines:
        text = " ".join(without_labels(tidy(byline, LONGEST_BYLINE)).split())
        words = [word for word in text.split() if not PARTICLE.match(word)]
        if len(words) <= 2 and is_nickname(words) and fold(text) not in own:  # noqa: PLR2004
            return text
    return None


def is_nickname(words: list[str]) -> bool:
    """Say whether words are a nickname, or a name whose second part begins with a small letter."""
    text = " ".join(words)
    if not words or NOT_A_NAME.search(text) or ADDRESS.search(text) or month_of(text) or DAY.fullmatch(text):
        return False
    return all(map(NICKNAME.fullmatch, words)) and (len(words) == 1 or words[0][0].isupper())


@lru_cache(maxsize=512)  # a name stands in several places of a page, and on many pages of a site
def split(byline: str) -> tuple[str, ...]:
    """Return the names in one byline."""
    pieces = (piece for part in BETWEEN.split(byline) for piece in without_labels(part).split(","))
    found = (AFTER.sub("", piece).strip(" :'\"“”*–—-()[]") for piece in pieces)
    return tuple(cased(name) for name in found if is_name(name))


def without_labels(byline: str) -> str:
    """Return a byline without "Text: By" before it."""
    while label := BEFORE.match(byline):
        byline = byline[label.end() :]
    return byline


def is_organisation(name: str, sites: tuple[str, ...]) -> bool:
    """Say whether a name is an agency's or a department's, or a degree."""
    return bool(ORGANISATION.search(name) or SHORT_CAPITALS.fullmatch(name) or fold(name).endswith(sites))


def is_full(name: str) -> bool:
    """Say whether a name is a person's, with more than one part."""
    return (" " in name or bool(UNSPACED.search(name))) and not is_organisation(name, ("\0",))


def is_name(text: str) -> bool:
    """Say whether a piece of a byline can be somebody's name."""
    words = text.split()
    if not 0 < len(words) <= MOST_WORDS or not 1 < len(text) <= LONGEST_NAME or ":" in text:
        return False
    if ADDRESS.search(text) or any(map(str.isdigit, text)) or not any(map(str.isalpha, text)):
        return False
    if NOT_A_NAME.search(text) and not EDITORIAL.fullmatch(text):
        return False
    if len(words) == 1 and month_of(text):
        return False
    if UNSPACED.search(text) and len(text) > LONGEST_UNSPACED:
        return False
    return all(not word[0].islower() or PARTICLE.match(word) for word in words)


def cased(name: str) -> str:
    """Return JANE O'HARA as Jane O'Hara, and no full stop unless it ends an initial."""
    if name.endswith(".") and not INITIAL.search(name):
        name = name.rstrip(".")
    return name.title() if name.isupper() and " " in name and name.isascii() else name
