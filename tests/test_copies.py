"""Copies among texts in shards are those that a corpus finds, in parts and whoever stops it."""

from __future__ import annotations

import random

import numpy as np
import pyarrow.parquet as pq
import pytest
from builders import claim, make_article, make_page, make_reading, rows
from exported import write
from hypothesis import given
from hypothesis import strategies as st

from crawler.corpus import Corpus
from crawler.corpus.copies.samples import COMMON, FEWEST_SHARED
from crawler.corpus.save import Saver
from crawler.export import ExportError
from crawler.export.copies import find as finding
from crawler.export.copies import grouping
from crawler.export.copies.find import find
from crawler.export.copies.pairing import paired
from crawler.records import Target
from crawler.settings import Duplicates, Settings

DICE = random.Random(11)
WORDS = ["".join(DICE.choices("abcdefghiklmnoprstu", k=7)) for _ in range(3000)]
FOUND = """select d.article, d.original, d.kind, d.similarity, a.reason is not null
from duplicates d join articles a on a.id = d.article order by 1, 2"""


def text(words=120):
    return DICE.choices(WORDS, k=words)


def changed(words, share):
    return [DICE.choice(WORDS) if DICE.random() < share else word for word in words]


def texts():
    """Texts of their own, copies of every kind, a crowd of near copies, and a phrase that all have."""
    everywhere = text(30)
    found = [text() for _ in range(8)] + [text() + everywhere for _ in range(COMMON + 4)]
    for original in found[:6]:
        found += [list(original), changed(original, 0.05), changed(original, 0.3), original[20:90]]
        found.append(text(60) + original[10:80])
    crowd = text()
    found += [changed(crowd, 0.03) for _ in range(COMMON + 6)] + [crowd[:70]]
    found += [text(3), ["short"], ["short"]]
    DICE.shuffle(found)
    return [" ".join(words) for words in found]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A corpus that found its copies, and the shards of all its texts."""
    folder = tmp_path_factory.mktemp("copies")
    with Corpus(folder / "corpus.db", create=True) as corpus:
        saver = Saver(corpus.frontier, Settings())
        for number, body in enumerate(texts()):
            url = f"https://host{number}.example/text"
            (target,) = claim(corpus, Target(url))
            canonical = f"https://host{DICE.randrange(60)}.example/text" if number % 9 == 0 else None
            day = f"2026-{DICE.randrange(1, 4):02}-{DICE.randrange(1, 28):02}"
            article = make_article(body, published=DICE.choice((None, day)), canonical=canonical)
            page = make_page(url, fetched_at=f"2026-04-01T00:00:{number % 60:02}.000Z")
            saver.save([make_reading(target, article, page=page)])
        write(corpus, "shards", folder / "shards", texts="9", everything=True)
        return folder / "shards", rows(corpus, FOUND)


def found_in(path):
    return [tuple(row.values()) for row in pq.read_table(path).to_pylist()]


def test_they_are_those_of_a_corpus(made, monkeypatch):
    folder, expected = made
    assert len({kind for _, _, kind, *_ in expected}) == 3
    monkeypatch.setattr(finding, "PER_RANGE", 10)
    monkeypatch.setattr(grouping, "GROUP", 10)
    copies = find(folder, Duplicates(find=False))
    assert found_in(copies.path) == [(*row[:4], bool(row[4])) for row in expected]
    assert copies.left_out == len({row[0] for row in expected if row[4]}) > 30
    assert not (folder / "copies.part").exists()


def test_interrupted_it_goes_on(made, monkeypatch):
    folder, expected = made
    monkeypatch.setattr(finding, "PER_RANGE", 10)
    done, stop_after = [], [3]

    def do(function, work):
        for one in work:
            if len(done) == stop_after[0]:
                raise KeyboardInterrupt
            done.append(one)
            yield function(one)

    for stop_after[0] in (3, 14, 25):
        with pytest.raises(KeyboardInterrupt):
            find(folder, Duplicates(), do)
    stop_after[0] = -1
    copies = find(folder, Duplicates(), do)
    assert len(set(done)) == len(done)
    assert len(found_in(copies.path)) == len(expected)
    # other settings are another search
    keeping = find(folder, Duplicates(keep_excerpts=True))
    assert keeping.left_out < copies.left_out


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40)), unique=True, max_size=120))
def test_pairs_are_what_counting_finds(having):
    """Each pair that shares enough is found; crowds are held together, whatever they share."""
    table = np.array(sorted(having), np.int64).reshape(-1, 2)
    ones, others, shared = paired(table[:, 0], table[:, 1])
    families = grouping.Families()
    for one, other, count in zip(ones.tolist(), others.tolist(), shared.tolist(), strict=True):
        if count >= FEWEST_SHARED:
            families.join(one, other)
    samples = {
        one: {sample for sample, text in having if text == one} for one in {text for _, text in having}
    }
    for one, its in samples.items():
        for other, theirs in samples.items():
            if len(its & theirs) >= FEWEST_SHARED:
                assert families.head(one) == families.head(other)


def test_what_has_no_shards_says_so(tmp_path):
    with pytest.raises(ExportError, match="has no shards"):
        find(tmp_path, Duplicates())
