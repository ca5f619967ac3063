"""Words of scripts that are written without spaces, by dictionaries where they are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import version

import regex

from .pattern import CLUSTER

Cutter = Callable[[str], list[str]]

KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
# Without a dictionary: foreign words in Japanese stand in Katakana, all else is cut by the character.
BY_CHARACTER = regex.compile(r"[\p{Katakana}ー]+|\X", regex.V1)
LONGEST = 10_000  # characters at once; Sudachi takes 49,149 bytes
EXTRAS = {"zh": ("cjk", "Chinese"), "ja": ("cjk", "Japanese"), "th": ("thai", "Thai")}
BY_CLUSTER = frozenset(("lo", "km", "my"))
SPACES = "spaces and marks, clitics apart"


@cache
def chinese() -> Cutter | None:
    """Return what cuts Chinese, by jieba's dictionary."""
    try:
        import rjieba  # noqa: PLC0415  (an extra)
    except ImportError:
        return None
    return lambda run: list(rjieba.cut(run))


@cache
def japanese() -> Cutter | None:
    """Return what cuts Japanese into the short units of UniDic, as Universal Dependencies do."""
    try:
        from sudachipy import Dictionary, SplitMode  # noqa: PLC0415  (an extra)

        tokenizer = Dictionary(dict="small").tokenizer(SplitMode.A)
    except ImportError:
        return None
    return lambda run: [word.surface() for word in tokenizer.tokenize(run)]


@cache
def thai() -> Cutter | None:
    """Return what cuts Thai, by PyThaiNLP's dictionary."""
    try:
        from pythainlp.tokenize import word_tokenize  # noqa: PLC0415  (an extra)
    except ImportError:
        return None
    return lambda run: list(word_tokenize(run, engine="newmm"))


def east_asian(run: str, language: str | None) -> Iterator[str]:
    """Cut Chinese or Japanese; Kana tell which it is where the language does not."""
    is_japanese = language == "ja" or (language != "zh" and KANA.search(run) is not None)
    return cut(run, japanese() if is_japanese else chinese(), BY_CHARACTER)


def south_east_asian(run: str) -> Iterator[str]:
    """Cut Thai; other scripts of the region by clusters of characters."""
    return cut(run, thai() if "\u0e00" <= run[0] <= "\u0e7f" else None, CLUSTER)


def cut(run: str, cutter: Cutter | None, rule: regex.Pattern[str]) -> Iterator[str]:
    """Yield words of a run; by rule where there is no cutter, or it changes what it cuts."""
    for start in range(0, len(run), LONGEST):
        piece = run[start : start + LONGEST]
        words = cutter(piece) if cutter else []
        yield from words if "".join(words) == piece else rule.findall(piece)


def words_by(language: str) -> str:
    """Say what words of a language are found by."""
    if language == "zh" and chinese():
        return f"rjieba {version('rjieba')}"
    if language == "ja" and japanese():
        return f"sudachipy {version('sudachipy')}, sudachidict-small {version('sudachidict-small')}"
    if language == "th" and thai():
        return f"pythainlp {version('pythainlp')}"
    return "characters" if language in EXTRAS or language in BY_CLUSTER else SPACES


def advice(language: str) -> str | None:
    """Say what would cut a language better than what is installed."""
    if language not in EXTRAS or words_by(language) != "characters":
        return None
    extra, name = EXTRAS[language]
    return f"{name} was cut by the character; by words with pip install 'corpuscle[{extra}]'"
