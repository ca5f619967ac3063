"""Compare tokenisers: hard cases right, and tokens a second.

    python benchmarks/tokens/run.py TEXTS.jsonl [--most N]

TEXTS.jsonl has one object a line: text and language (`corpuscle export jsonl` writes it). The cases are
those of tests/token_cases.py, which the rules were developed on, and of heldout.py, which they were not.
Each candidate takes part that is installed: sacremoses, syntok, spacy.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from heldout import CASES as HELD_OUT

sys.path.append(str(Path(__file__).parents[2] / "tests"))
from token_cases import CASES

from crawler.tokens import paragraphs

Case = tuple[str | None, str, str]
Cutter = Callable[[str, str | None], list[list[str]]]


def ours(text: str, language: str | None) -> list[list[str]]:
    """Cut with what this program has."""
    return [
        [token.form for token in sentence]
        for paragraph in paragraphs(text, language)
        for sentence in paragraph.sentences
    ]


def syntok() -> Cutter:
    """Return syntok's segmenter, which knows English, German and Spanish."""
    from syntok import segmenter  # noqa: PLC0415

    return lambda text, _: [
        [token.value for token in sentence] for paragraph in segmenter.process(text) for sentence in paragraph
    ]


def sacremoses() -> Cutter:
    """Return Moses' tokeniser; it has no sentences."""
    from sacremoses import MosesTokenizer  # noqa: PLC0415

    made: dict[str, MosesTokenizer] = {}

    def cut(text: str, language: str | None) -> list[list[str]]:
        code = language or "en"
        tokenizer = made.setdefault(code, MosesTokenizer(lang=code))
        return [tokenizer.tokenize(line, escape=False) for line in text.split("\n")]

    return cut


def spacy() -> Cutter:
    """Return spaCy's tokenisers with its sentenciser, no models."""
    import spacy as library  # noqa: PLC0415

    made: dict[str, object] = {}

    def cut(text: str, language: str | None) -> list[list[str]]:
        code = {"no": "nb", None: "xx", "ja": "xx", "ko": "xx", "vi": "xx"}.get(language, language or "xx")
        if code not in made:
            made[code] = library.blank(code)
            made[code].add_pipe("sentencizer")
        return [[token.text for token in sent if not token.is_space] for sent in made[code](text).sents]

    return cut


def candidates() -> dict[str, Cutter]:
    """Return what is installed."""
    found: dict[str, Cutter] = {"corpuscle": ours}
    for make in (spacy, syntok, sacremoses):
        try:
            found[make.__name__] = make()
        except ImportError:
            print(f"{make.__name__} is not installed", file=sys.stderr)
    return found


def right(cut: Cutter, cases: Iterable[Case]) -> tuple[float, float, int]:
    """Return how many cases have the tokens wanted, how many the sentences too, of how many."""
    cases = list(cases)
    words = sentences = 0
    for language, text, wanted in cases:
        found = cut(text, language)
        words += [form for sentence in found for form in sentence] == wanted.replace(" | ", " ").split()
        sentences += " | ".join(map(" ".join, found)) == wanted
    return words / len(cases), sentences / len(cases), len(cases)


def speed(cut: Cutter, texts: list[tuple[str, str]]) -> tuple[float, int]:
    """Return tokens a second of CPU, and tokens."""
    begun = time.process_time()
    number = sum(len(sentence) for language, text in texts for sentence in cut(text, language))
    return number / (time.process_time() - begun), number


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", type=Path)
    options.add_argument("--most", type=int, default=1_000)
    given = options.parse_args()
    with given.texts.open(encoding="utf-8") as file:
        objects = [json.loads(line) for _, line in zip(range(given.most), file, strict=False)]
    texts = [(one.get("language") or "en", one["text"]) for one in objects]
    some = {language for language, _ in texts}
    for name, cut in candidates().items():
        print(f"\n{name}")
        for title, cases in (("cases", CASES), ("held out", HELD_OUT)):
            spaced = [case for case in cases if case[0] not in ("zh", "ja")]
            words, sentences, count = right(cut, spaced)
            print(f"  {title}, with spaces: {words:.0%} words, {sentences:.0%} sentences too, of {count}")
            words, sentences, count = right(cut, [case for case in cases if case[0] in ("zh", "ja")])
            print(f"  {title}, zh and ja:   {words:.0%} words, {sentences:.0%} sentences too, of {count}")
        for language in sorted(some, key=str):
            mine = [one for one in texts if one[0] == language]
            per_second, number = speed(cut, mine)
            print(f"  {language}: {per_second:,.0f} tokens/s of {number:,}")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
