"""The tokens of what stands between two spaces. Most chunks come again and again, so they are kept."""

from __future__ import annotations

from functools import lru_cache

from . import scripts
from .abbreviations import Abbreviations, abbreviations
from .clitics import clitics, is_pair
from .pattern import TAIL, TOKEN
from .token import Token

LONGEST = 1_000  # characters of a token: CWB takes 4,094 bytes, and nobody looks for more
KEPT = 40  # characters of a chunk that may come again
CACHED = 100_000  # some 30 MB


def chunk(text: str, language: str | None) -> tuple[Token, ...]:
    """Return the tokens of text without white space, but for its end."""
    return known(text, language) if len(text) <= KEPT else tuple(cut(text, language))


def cut(text: str, language: str | None) -> list[Token]:
    """Cut a chunk, and put together what marks tear apart."""
    end = len(TAIL.sub("", text))
    forms = [
        piece
        for match in TOKEN.finditer(text, 0, end)
        for piece in pieces(match.lastgroup, match[0], language)
    ]
    last = len(forms) - 1
    found = [Token(form, "" if number < last else text[end:]) for number, form in enumerate(forms)]
    return found if last < 1 else joined(found, language)


known = lru_cache(CACHED)(lambda text, language: tuple(cut(text, language)))


def pieces(kind: str | None, form: str, language: str | None) -> list[str]:
    """Cut further what one expression can't."""
    if kind == "east":
        return list(scripts.east_asian(form, language))
    if kind == "south":
        return list(scripts.south_east_asian(form))
    if len(form) > LONGEST:
        return [form[start : start + LONGEST] for start in range(0, len(form), LONGEST)]
    return clitics(form, language) if kind == "word" else [form]


def joined(tokens: list[Token], language: str | None) -> list[Token]:
    """Put full stops and apostrophes to the words that they belong to, whatever follows."""
    abbreviated = abbreviations(language)
    out: list[Token] = []
    for token in tokens:
        word = out[-1].form if out else ""
        if (
            is_abbreviated(word, abbreviated, language)
            if token.form == "."
            else is_pair(word, token.form, language)
        ):
            out[-1] = Token(word + token.form, token.after)
        else:
            out.append(token)
    return out


def is_abbreviated(word: str, known: Abbreviations, language: str | None) -> bool:
    """Say whether a full stop behind a word belongs to it, whatever follows."""
    return word in known.titles or word in known.others or (language == "de" and word.endswith("str"))
