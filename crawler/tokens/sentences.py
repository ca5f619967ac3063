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
NUMBER = regex.compile(r"\d+|\d{1,2}\.\d{1,2}|[IVXLC]+")
YEARS = ("г.", "гг.", "р.", "рр.")  # 1990 г. Он; but г. Москва
LONE = regex.compile(r"\p{Cs}")
CLOSING = frozenset("”’»」』）】》〉›)]}\"'")
OPENING = frozenset("“「『（【《〈")
ENDS = frozenset(".!?…。！？؟।։።")
EAST_ASIAN_END = regex.compile("[。！？]")  # ends a sentence whatever follows, outside of brackets
# Lists end so, and sentences mostly too.
FINAL = tuple("etc. usw. ecc. enz. osv. itd. itp. atd. atď. stb. jne. т.д. т.п.".split())  # noqa: SIM905
LAST_LETTERS = ("tc.", "sw.", "cc.", "nz.", "sv.", "td.", "tp.", "tď.", "tb.", "ne.", "д.", "п.", *YEARS)
# Languages without capitals, where sentencex does not see every end.
CASELESS = frozenset(("ar", "fa", "he", "ur", "ko", "yi", "ps"))
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
        is_inner = ends[-1] > at + len(text) and not may_end(text, language)
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
            is_over = is_end(sentence, ends, start, at) or is_end_for_us(sentence, language)
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
    return is_over or len(sentence) >= LONGEST


def may_end(text: str, language: str | None) -> bool:
    """Say whether a chunk may have an end that sentencex does not see."""
    if text.isascii() and "." not in text:
        return False
    return (
        EAST_ASIAN_END.search(text) is not None
        or text.rstrip().endswith(LAST_LETTERS)
        or (language in CASELESS and text.rstrip().endswith("."))
    )


def is_end_for_us(sentence: list[Token], language: str | None) -> bool:
    """Say whether a sentence may end behind its last token where sentencex does not say so."""
    last = sentence[-1]
    if EAST_ASIAN_END.fullmatch(last.form[-1]):
        return not is_open(sentence)
    if not last.after or not last.form.endswith("."):
        return False
    if language in CASELESS:
        return last.form == "." and len(sentence) > 1 and len(sentence[-2].form) > 1
    if last.form in YEARS:
        return len(sentence) > 1 and sentence[-2].form[-1].isdigit()
    return "".join(token.form for token in sentence[-4:]).endswith(FINAL)


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
    elif last.form.endswith(".") and is_within(sentence, token, known, language):
        return True
    if last.after:
        return False
    return token.form == "." or (token.form in CLOSING and (last.form[-1] in ENDS or last.form in CLOSING))


def is_within(sentence: list[Token], token: Token, known: Abbreviations, language: str | None) -> bool:
    """Say whether a full stop ends no sentence, as what stands before and behind it shows."""
    last, first = sentence[-1], token.form[0]
    word = last.form[:-1] or (sentence[-2].form if len(sentence) > 1 and not sentence[-2].after else "")
    if word in known.titles or (word in known.numbered and first.isdigit()):
        return True
    if word.isdigit() and language in ORDINAL and len(word) < 3:  # noqa: PLR2004  (19. Jh.)
        return first.islower() or token.form[:-1] in known.others
    if len(word) == 1 and language in CASELESS:
        return True
    # iPhone and the like may begin one
    is_small = first.islower() and not token.form[1:2].isupper()
    return not word.endswith(".") and (is_small or (last.form in (*FINAL, *YEARS) and not first.isupper()))


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
    if NUMBER.fullmatch(word):
        # Am 3. Oktober, am 24.12. um, 2024. május, Friedrich II. regierte
        is_ordinal = first.islower() or (word.isdigit() and len(word) < 3 and first.isalpha())  # noqa: PLR2004
        return language in ORDINAL and is_ordinal
    if word in known.numbered and first.isdigit():
        return True
    if len(word) > 1 or not word.isalpha():
        return False
    # J. K. Rowling; z. B., т. д.
    is_second = len(before) > 1 and len(before[-2].form) == 2 and before[-2].form[1] == "."  # noqa: PLR2004
    return is_second or (
        first.isalpha() and (word.isupper() or language in CASELESS or len(following.form) == 1)
    )
