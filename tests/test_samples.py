"""The index of samples: what is put into it is found, and nothing else, whatever shares a bucket with it."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.corpus.copies.buckets import MOST_ARTICLES, articles, bucket_of, entry, owners, without
from crawler.corpus.copies.samples import COMMON, Samples
from crawler.corpus.database import transaction
from crawler.likeness.shingles import SCHEME
from crawler.records import Fingerprint

# Few buckets, so that many samples share one; the ends of the range are among them.
STARTS = st.sampled_from([-(2**31), -1, 0, 2**31 - 2**13])
SAMPLES = st.builds(int.__add__, STARTS, st.integers(0, 2**13 - 1))
ARTICLES = st.one_of(st.integers(1, 5), st.integers(MOST_ARTICLES - 3, MOST_ARTICLES - 1))
FINGERPRINTS = st.sets(SAMPLES, max_size=30).map(lambda found: Fingerprint(SCHEME, tuple(sorted(found))))


@given(st.lists(st.tuples(SAMPLES, ARTICLES), unique=True), SAMPLES, ARTICLES)
def test_entries_say_what_was_put_into_them(put, sample, article):
    there = [(one, owner) for one, owner in put if bucket_of(one) == bucket_of(sample)]
    entries = b"".join(entry(*one) for one in there)
    assert owners(entries, sample) == [owner for one, owner in there if one == sample]
    assert list(articles(entries)) == [owner for _, owner in there]
    rest = [one for one in there if one[1] != article]
    assert without(entries, {article}) == b"".join(entry(*one) for one in rest)


# a busy machine draws examples slowly, which says nothing of them
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(ARTICLES, st.none() | FINGERPRINTS), max_size=12), FINGERPRINTS)
def test_the_index_holds_what_articles_have_now(corpus, changes, asked):
    index, now = Samples(corpus.connection), {}
    with transaction(corpus.connection):
        corpus.connection.execute("pragma defer_foreign_keys = on")
        for article, known in changes:
            if known is None:
                index.remove(article)
                now.pop(article, None)
            else:
                assert index.put(article, known) == (now.get(article) != known)
                now[article] = known
        found = {sample: set(owners) for sample, owners in index.having(asked).articles.items()}
        for article in now:
            index.remove(article)
        left = [
            list(corpus.connection.execute(f"select * from {table}")) for table in ("samples", "fingerprints")
        ]
    assert left == [[], []]
    assert found == {
        sample: owners
        for sample in asked.samples
        if (owners := {article for article, known in now.items() if sample in known.samples})
    }


def test_what_is_common_is_found_in_the_first_alone(corpus):
    index, common = Samples(corpus.connection), Fingerprint(SCHEME, (1, 2, 3))
    corpus.connection.execute("pragma foreign_keys = off")
    for article in range(COMMON + 3):
        index.put(article, common)
    assert index.having(common).articles == {sample: list(range(COMMON)) for sample in common.samples}


def test_an_article_whose_number_is_too_high_is_not_in_the_index(corpus):
    index, known = Samples(corpus.connection), Fingerprint(SCHEME, (1, 2, 3))
    corpus.connection.execute("pragma foreign_keys = off")
    assert index.put(MOST_ARTICLES, known)
    assert not index.put(MOST_ARTICLES, known)
    assert index.having(known).articles == {}
