"""Learning what is sought: from marks and from what was found, within bounds and in any order."""

from __future__ import annotations

import pickle
import random

import numpy as np
from subjects import COURT, SEA, SEED, SOIL, english, invented, relevance

from crawler.judges.relevance import Relevance, Topic, refine
from crawler.judges.relevance.refine import FARTHEST
from crawler.records import Seed


def test_what_was_found_sharpens_a_topic():
    seed = Seed("x", "ferry sank survivors rescue", language="en")
    plain = Topic.of([seed])
    learned = refine(plain, invented(SEA, SOIL, COURT))
    unseen = invented(SEA, COURT, seed=2)

    def gap(topic):
        scores = [Relevance(topic, 0.0)(article).score for article in unseen]
        return np.mean(scores[:40]) - np.mean(scores[40:])

    assert gap(learned) > gap(plain)


def test_learning_does_not_depend_on_order_or_on_what_was_learned_before():
    topic = Topic.of([SEED])
    found = invented(SEA, SOIL, count=150)
    mixed = random.Random(3).sample(found, len(found))
    once = refine(topic, found)
    assert once.learned != topic.aims
    assert pickle.dumps(refine(topic, mixed).learned) == pickle.dumps(once.learned)
    assert pickle.dumps(refine(once, found).learned) == pickle.dumps(once.learned)


def test_learning_stays_near_the_seeds():
    topic = Topic.of([SEED])
    flood = [english(f"{SEA} {COURT} {COURT} {SEED.text}", title=str(i)) for i in range(200)]
    (old,), (new,) = topic.aims, refine(topic, [*flood, *invented(COURT)]).learned
    assert float(old.sketch.meaning @ new.sketch.meaning) >= FARTHEST - 1e-5
    assert sum(new.sketch.words.get(word, 0) * weight for word, weight in old.sketch.words.items()) > 0.5


def test_a_topic_of_nothing_found_is_the_seeds_alone():
    topic = Topic.of([SEED])
    (aim,) = refine(topic, []).learned
    assert np.allclose(aim.sketch.meaning, topic.aims[0].sketch.meaning)


def test_marks_teach():
    wrecks = invented(SEA + " treasure museum archaeologists", count=8)
    alarms = invented(SEA + " insurance shares profit company", count=8)
    plain, marked = relevance(SEED), relevance(SEED, yes=wrecks[:4], no=alarms[:4])
    assert marked.topic.lean is not None
    assert marked.topic.lean.words["museum"] > 0 > marked.topic.lean.words["insurance"]
    shifts = [marked(article).parts["marks"] for article in (*wrecks[4:], *alarms[4:])]
    assert min(shifts[:4]) > 0 > max(shifts[4:])
    assert marked(alarms[6]).score < plain(alarms[6]).score


def test_a_yes_is_another_seed_and_two_marks_teach_no_model():
    yes = invented(COURT, count=1)
    judge = relevance(SEED, yes=yes, no=invented(SOIL, count=2))
    assert judge.topic.lean is None
    assert judge(invented(COURT, count=2, seed=5)[1]).score > 0.5


def test_marks_say_the_same_in_any_order():
    yes, no = invented(SEA, count=5), invented(SEA + " insurance shares", count=5)
    topics = [Topic.of([SEED], yes, no), Topic.of([SEED], yes[::-1], no[::-1])]
    assert pickle.dumps(topics[0]) == pickle.dumps(topics[1])
