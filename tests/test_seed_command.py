"""`corpuscle seed`: seeds shown, added, edited, made of articles and dropped; nothing of theirs is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import make_article, make_reading, one_claim, rows
from click.testing import CliRunner

from crawler.cli.seed import seed
from crawler.corpus import Corpus
from crawler.corpus.save import Saver
from crawler.reasons import Reason
from crawler.records import Seed, Verdict
from crawler.settings import Settings

TEXT = """Lindsay Davenport opened the reactor in Geneva. The reactor, Davenport said, is safe.
Nobody in Geneva believed Davenport, and the reactor was shut within three days."""
OTHER = "Harvest in Almar was poor. Farmers of Almar blame the frost, and the frost alone."
URL = "https://one.example/reactor"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus with one seed, a kept article and one that was turned down."""
    with Corpus(tmp_path / "corpus.db", create=True) as corpus:
        corpus.plant([Seed("reactor.md", TEXT, "Reactor opens", language="en", published="2024-03-12")])
        saver = Saver(corpus.frontier, Settings())
        article = make_article(
            OTHER, title="Harvest \x1b[2J", language="en", published="2024-03-13T10:00:00Z"
        )
        saver.save([make_reading(one_claim(corpus, URL, seed=1), article)])
        off = (Verdict("relevance", 0.1, Reason.OFF_TOPIC),)
        target = one_claim(corpus, "https://one.example/off")
        saver.save([make_reading(target, make_article("Off it."), verdicts=off)])
    return tmp_path


def run(folder: Path, *arguments: object, status: int = 0) -> str:
    done = CliRunner().invoke(seed, [*map(str, arguments), "--db", str(folder / "corpus.db")])
    assert done.exit_code == status, done.output
    return done.output


def listed(folder: Path, *options: str) -> list[dict[str, Any]]:
    return list(json.loads(run(folder, "list", "--json", *options)))


def terms(folder: Path, *options: str, status: int = 0) -> list[str]:
    said = json.loads(run(folder, "terms", "1", "--json", *options, status=status))
    return [term["text"] for term in said["terms"]]


def test_list(folder: Path) -> None:
    (one,) = listed(folder)
    assert (one["seed"], one["title"], one["articles"], one["terms_from"]) == (
        1,
        "Reactor opens",
        1,
        "its text",
    )
    assert one["terms"][:2] == ["Lindsay Davenport", "Geneva"]
    assert (one["ways_in"], one["own_page"], one["dropped_at"]) == ([], None, None)
    shown = run(folder, "list")
    assert "Reactor opens  en, 2024-03-12, 1 articles" in shown
    assert "no address given" in shown
    assert "Lindsay Davenport, Geneva" in shown


def test_add_plants_all_or_nothing(folder: Path) -> None:
    good, bad = folder / "good.md", folder / "bad.md"
    good.write_text("---\nterms: [frost, Almar]\n---\n" + OTHER)
    bad.write_text("---\nterms: frost\n---\n" + OTHER)
    assert "“terms” must be a list" in run(folder, "add", good, bad, status=1)
    assert len(listed(folder)) == 1
    run(folder, "add", good, "https://two.example/a")
    assert [one["seed"] for one in listed(folder)] == [1, 2, 3]
    assert listed(folder)[1]["terms"] == ["frost", "Almar"]
    assert listed(folder)[1]["terms_from"] == "its file"
    assert listed(folder)[2]["ways_in"] == ["https://two.example/a"]
    assert "planted before" in run(folder, "add", good, status=3)
    with Corpus(folder / "corpus.db") as corpus:
        assert rows(corpus, "select status from frontier where seed = 3") == [("queued",)]


def test_add_makes_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text(TEXT)
    assert "Davenport" in run(tmp_path, "add", tmp_path / "seed.txt")
    assert "reads nothing" not in run(tmp_path, "list")


def test_terms_are_edited_and_stay_so(folder: Path) -> None:
    before = terms(folder)
    assert terms(folder, "--drop", "Geneva", "--add", "nuclear power, IAEA")[:2] == ["nuclear power", "IAEA"]
    assert "Geneva" not in terms(folder)
    with Corpus(folder / "corpus.db") as corpus:
        corpus.plant([Seed("moved.md", TEXT, terms=("frost",))])
        assert corpus.seeds()[0].path == "moved.md"
        assert corpus.seeds()[0].terms[:2] == ("nuclear power", "IAEA")
    assert terms(folder, "--set", "a b,c") == ["a b", "c"]
    assert listed(folder)[0]["terms_from"] == "a person"
    assert terms(folder, "--reset") == ["frost"]
    with Corpus(folder / "corpus.db") as corpus:
        corpus.plant([Seed("moved.md", TEXT)])
    assert terms(folder) == before


def test_terms_with_queries(folder: Path) -> None:
    said = json.loads(run(folder, "terms", "reactor.md", "--queries", "--json"))
    assert said["queries"][0]["terms"]
    assert [window["since"] for window in said["windows"]] == ["2023-12-13", "2023-03-18", None]
    shown = run(folder, "terms", "1", "--queries")
    assert '"Lindsay Davenport"' in shown
    assert "a name, 3 times" in shown
    assert "2023-12-13 to 2024-06-10" in shown


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("terms", "9"), 1, "no seed 9"),
        (("terms", "99999999999999999999"), 1, "no seed"),
        (("terms", "1", "--drop", "xyz"), 1, "no such term: xyz; it has Lindsay Davenport"),
        (("terms", "1", "--set", "a", "--reset"), 2, "give --set"),
        (("terms", "1", "--set", "a", "--add", "b"), 2, "give --set"),
        (("terms", "1", "--add", "Geneva,Lindsay Davenport", "--drop", ""), 0, "Geneva"),
        (("promote", "99"), 1, "no article 99"),
        (("promote", "2"), 1, "off-topic"),
        (("promote", "https://nowhere.example/"), 1, "no article"),
        (("drop", "x"), 1, "no seed x"),
        (("add", "missing.md"), 1, "can't be read"),
        (("add",), 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    folder: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    before = listed(folder)
    assert said in run(folder, *arguments, status=status)
    if status:
        assert listed(folder) == before


def test_the_last_term_stays(folder: Path) -> None:
    run(folder, "terms", "1", "--set", "frost")
    assert "a seed needs a term" in run(folder, "terms", "1", "--drop", "frost", status=1)
    assert "Nothing to do" in run(folder, "terms", "1", "--set", "frost", status=3)


def test_a_seed_without_text_has_no_terms_until_it_is_given_some(folder: Path) -> None:
    run(folder, "add", "https://two.example/a")
    assert "--set gives it some" in run(folder, "terms", "2", status=3)
    assert "frost" in run(folder, "terms", "https://two.example/a", "--set", "frost")


def test_promote(folder: Path) -> None:
    assert "\x1b" not in run(folder, "promote", URL)
    with Corpus(folder / "corpus.db") as corpus:
        one = corpus.seeds()[1]
        assert (one.text, one.url, one.language, one.published) == (OTHER, URL, "en", "2024-03-13")
        assert rows(corpus, "select page, recognised_by from seeds where id = 2") == [(1, "promoted")]
        assert len(corpus.topic().aims) == 2
    assert "it is seed 2" in run(folder, "promote", "1", status=3)


def test_drop_keeps_articles_and_their_trails_and_add_takes_back(folder: Path) -> None:
    (folder / "reactor.md").write_text(f"Reactor opens\n\n{TEXT}")
    run(folder, "add", folder / "reactor.md")
    assert "No seed is left" in run(folder, "drop", "2") + run(folder, "drop", "1")
    assert "was dropped on" in run(folder, "drop", "1", status=3)
    assert run(folder, "list", status=3).startswith("No seed")
    assert [one["articles"] for one in listed(folder, "--all")] == [1, 0]
    with Corpus(folder / "corpus.db") as corpus:
        assert corpus.seeds() == []
        assert corpus.why(URL).seed["title"] == "Reactor opens"
        assert len(list(corpus.articles())) == 1
        corpus.plant([Seed("reactor.md", TEXT)])
        assert corpus.seeds() == []
    run(folder, "add", folder / "reactor.md")
    assert [one["seed"] for one in listed(folder)] == [2]


def test_taking_an_article_down_empties_the_seed_made_of_it(folder: Path) -> None:
    run(folder, "promote", URL)
    with Corpus(folder / "corpus.db") as corpus:
        takedowns = corpus.takedowns(Settings())
        takedowns.add([URL])
        takedowns.apply()
        assert rows(corpus, "select text, title from seeds") == [(TEXT, "Reactor opens"), ("", None)]
