"""Where sentences end, and which full stops are not their ends."""

from __future__ import annotations

from collections.abc import Iterator

import regex
import sentencex

from .abbreviations import ORDINAL, Abbreviations, abbreviations
from .chunks import chunk
from .pattern import CHUNK
from .token import Token

CODE = regex.compile("[a-z]{2,3}")
LONE = regex.compile(r"\p{Cs}")
CLOSING = frozenset("”’»」』）】》〉›)]}\"'")
OPENING = frozenset("“「『（【《〈")
ENDS = frozenset(".!?…。！？؟।։።")
EAST_ASIAN_END = regex.compile("[。！？]")  # ends a sentence whatever follows, outside of brackets
GOES_ON = tuple("とっなのをがはにもで、")  # behind 」 in Japanese
NOTHING = Token("", "")
LONGEST = 5_000  # tokens; a "sentence" of more is a table or worse


def sentences(line: str, language: str | None) -> Iterator[list[Token]]:
    """Yield the sentences of a paragraph that begins with a token; they end between tokens only."""
    known = abbreviations(language)
    ends = boundaries(line, language)
    at, sentence, is_over = 0, list[Token](), False
    for match in CHUNK.finditer(line):
        text = match[0]
        found = chunk(text, language)
        # most chunks lie within a sentence
        is_inner = ends[-1] > at + len(text) and (text.isascii() or not EAST_ASIAN_END.search(text))
        if is_inner and not is_over and len(sentence) < LONGEST:
            sentence += found
            at += len(text)
            continue
        for token in found:
            if is_over and not goes_on(sentence, token, known, language):
                yield ended(sentence, known, language)
                sentence = []
            sentence.append(token)
            start = at + len(token.form)
            at = start + len(token.after)
            is_over = is_end(sentence, ends, start, at)
    if sentence:
        yield ended(sentence, known, language)


def boundaries(line: str, language: str | None) -> list[int]:
    """Return offsets where sentences end, as sentencex sees them, the last one first."""
    ends, at = [], 0
    code = language if language and CODE.fullmatch(language) else "en"
    for sentence in sentencex.segment(code, LONE.sub("\ufffd", line)):
        at += len(sentence)
        ends.append(at)
    found = ends if at == len(line) else [len(line)]
    return found[::-1]


def is_end(sentence: list[Token], ends: list[int], start: int, at: int) -> bool:
    """Say whether a sentence may end behind its last token, which ends at `start`, the next being at `at`."""
    is_over = False
    while len(ends) > 1 and ends[-1] <= at:  # the last one is the end of all, and stays
        is_over = ends.pop() >= start or is_over
    if is_over or len(sentence) >= LONGEST:
        return True
    return EAST_ASIAN_END.fullmatch(sentence[-1].form[-1]) is not None and not is_open(sentence)


def is_open(sentence: list[Token]) -> bool:
    """Say whether a bracket or quotation is not closed."""
    forms = [token.form for token in sentence]
    return sum(form in OPENING for form in forms) > sum(form in CLOSING for form in forms)


def goes_on(sentence: list[Token], token: Token, known: Abbreviations, language: str | None) -> bool:
    """Say whether a sentence that seems to be over takes one more token."""
    last, first = sentence[-1], token.form[0]
    if last.form in CLOSING:
        if first.islower() or (language == "ja" and not last.after and first in GOES_ON):
            return True
    elif last.form[:-1] in known.titles and last.form[-1] == ".":
        return True
    if last.after:
        word = sentence[-2].form if last.form == "." and len(sentence) > 1 else ""
        return word in known.numbered and first.isdigit()
    return token.form == "." or (token.form in CLOSING and (last.form[-1] in ENDS or last.form in CLOSING))


def ended(sentence: list[Token], known: Abbreviations, language: str | None) -> list[Token]:
    """Put full stops within a sentence to the words that they belong to."""
    if not any(token.form == "." for token in sentence[:-1]):
        return sentence
    out = sentence[:1]
    for token, following in zip(sentence[1:], [*sentence[2:], NOTHING], strict=True):
        word = out[-1]
        if token.form == "." and not word.after and belongs(word.form, out, following, known, language):
            out[-1] = Token(word.form + token.form, token.after)
        else:
            out.append(token)
    return out


def belongs(
    word: str, before: list[Token], following: Token, known: Abbreviations, language: str | None
) -> bool:
    """Say whether the full stop between a word and what follows in its sentence is the word's.

    `before` ends with the word; `following` is empty at the end of a sentence.
    """
    first = following.form[:1]
    if word.isdigit():
        return language in ORDINAL and len(word) < 4 and first.isalpha()  # noqa: PLR2004  (4: years)
    if word in known.numbered and first.isdigit():
        return True
    if len(word) > 1 or not word.isalpha():
        return False
    # J. K. Rowling; z. B., т. д.
    is_second = len(before) > 1 and len(before[-2].form) == 2 and before[-2].form[1] == "."  # noqa: PLR2004
    return is_second or (first.isalpha() and (word.isupper() or len(following.form) == 1))
