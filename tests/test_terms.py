"""Terms of a text: its names whole, its subject, in whatever script, and the same every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler import seeds
from crawler.demo.content import FOLDER, Library
from crawler.discover.phrases import phrases
from crawler.discover.terms import Term, terms_of
from crawler.discover.units import MOST_CHARACTERS, runs
from crawler.records import Seed
from crawler.settings import Discovery

ENGLISH = """The United Nations met in Geneva on Tuesday. Lindsay Davenport, a lawyer, spoke first.
Davenport said the ceasefire held. Mr Davenport's office denied it. A ceasefire, she said, is no
peace. She met Home Secretary Alan Milburn. “I'm not sure,” Davenport added on 12 March."""
TORN = """Nimbus Cars There will be a show. Nimbus The company waits. Hartwell Yu Chengdong asked why.
Nimbus Cars are late. At Nimbus nobody knows. Hartwell is silent. Hartwell waits. Hartwell, again."""
GERMAN = """Die Brücke über den Moorbach bleibt gesperrt. Bürgermeisterin Ruth Pemberlane nannte die
Sperrung der Brücke bitter. Pemberlane will die Brücke bis Mai öffnen. Am Moorbach wartet man."""
FRENCH = "L’entreprise Corvane ouvre une usine. L’usine d’Anvelle coûte cher, dit Corvane. Anvelle attend."
CHINESE = """雷军在微博上表示，小米汽车的研发团队有3000人。余承东提到龙骨抄袭问题。
雷军说，小米汽车不发布汽车。余承东回应了雷军。小米汽车的《澎湃报》报道。"""
JAPANESE = """出光興産と協力し、全固体電池を開発する。全固体電池は充電が速い。トヨタ自動車は出光興産との
協業を発表した。トヨタ自動車の全固体電池は安い。"""
KOREAN = "삼성전자는 공장을 열었다. 공장은 평택에 있다. 삼성전자의 회장이 평택을 찾았다. 삼성전자가 밝혔다."
THAI = "โรงงานรถยนต์ไฟฟ้าเปิดแล้ว รถยนต์ไฟฟ้าขายดี เขากล่าวว่ารถยนต์ไฟฟ้าคืออนาคต"
TURKISH = "Tofaş, Bursa'daki fabrikayı açtı. Tofaş'ın müdürü konuştu. Fabrika Bursa'da duruyor."


def texts(title: str, text: str, language: str | None, **fields: object) -> list[str]:
    return [term.text for term in terms_of(Seed("s", text, title, language=language, **fields))]


def anchors(title: str, text: str, language: str | None, **fields: object) -> list[str]:
    found = terms_of(Seed("s", text, title, language=language, **fields))
    return [term.text for term in found if term.is_anchor]


@pytest.mark.parametrize(
    ("title", "text", "language", "has", "has_not"),
    [
        pytest.param(
            "Davenport speaks", ENGLISH, "en",
            ["Lindsay Davenport", "ceasefire", "Alan Milburn", "United Nations", "Geneva"],
            ["Davenport", "Mr Davenport", "Lindsay", "Tuesday", "March", "I'm", "12"],
            id="en",
        ),
        pytest.param(
            "", TORN, "en", ["Nimbus", "Nimbus Cars", "Hartwell", "Yu Chengdong"],
            ["Nimbus The", "There", "Hartwell Yu Chengdong", "Yu"], id="torn",
        ),
        pytest.param(
            "Die Brücke bleibt zu", GERMAN, "de", ["Moorbach", "Ruth Pemberlane", "Brücke", "Sperrung"],
            ["Die", "Bürgermeisterin Ruth Pemberlane", "Mai"], id="de",
        ),
        pytest.param("", FRENCH, "fr", ["Corvane", "Anvelle", "usine"], ["L'entreprise"], id="fr"),
        pytest.param("", CHINESE, "zh", ["雷军", "余承东", "小米汽车"], ["米汽", "小米", "余承"], id="zh"),
        pytest.param("", JAPANESE, "ja", ["全固体電池", "出光興産", "トヨタ自動車"], ["固体"], id="ja"),
        pytest.param("", KOREAN, "ko", ["삼성전자", "공장", "평택"], ["삼성전자는", "공장을"], id="ko"),
        pytest.param("", THAI, "th", ["รถยนต์ไฟฟ้า"], ["รถยนต์ไฟ", "ยนต์ไฟฟ้า"], id="th"),
        pytest.param("", TURKISH, "tr", ["Tofaş", "Bursa"], ["Bursa'daki", "Tofaş'ın"], id="tr"),
    ],
)  # fmt: skip
def test_terms(title: str, text: str, language: str, has: list[str], has_not: list[str]) -> None:
    found = texts(title, text, language)
    assert [term for term in has if term not in found] == []
    assert [term for term in has_not if term in found] == []


@pytest.mark.parametrize(
    ("title", "text", "language", "expected"),
    [
        ("Davenport speaks", ENGLISH, "en", "Lindsay Davenport"),
        ("", TORN, "en", "Hartwell"),
        ("", CHINESE, "zh", "雷军"),
    ],
)
def test_the_heaviest_name_is_an_anchor(title: str, text: str, language: str, expected: str) -> None:
    assert anchors(title, text, language)[0] == expected
    assert len(anchors(title, text, language)) <= 4


def test_what_was_censored_and_addresses_are_no_terms() -> None:
    text = "The f**k reactor at https://reactor.example/a failed. Mail me@reactor.example about the **."
    assert not {"k", "f", "https", "example", "me"} & set(texts("", text, "en"))


def test_forms_of_a_word_are_one_term() -> None:
    found = texts("", "Reactors leaked. A reactor leaks. The reactor was old; old reactors leak.", "en")
    assert sum(term.startswith("reactor") for term in map(str.lower, found)) == 1


def test_a_phrase_stands_for_a_word_that_mostly_belongs_to_it() -> None:
    text = "A solar eclipse is near. The solar eclipse begins. No solar eclipse is long. An eclipse ends."
    found = texts("", text, "en")
    assert "solar eclipse" in found
    assert not {"solar", "eclipse"} & set(found)
    assert {"solar eclipse", "eclipse"} <= set(
        texts("", f"{text} An eclipse ends. That eclipse is over.", "en")
    )


def test_words_near_the_subject_outweigh_others() -> None:
    text = "The goalkeeper saved a penalty in the match. The plumber sang in the kitchen of a striker."
    weights = {term.text: term.weight for term in terms_of(Seed("s", text, "Cup final", language="en"))}
    assert weights["goalkeeper"] > weights["plumber"]


def test_keywords_come_first_and_count_to_the_number() -> None:
    keywords = ("solid-state batteries", "Voltara")
    found = terms_of(
        Seed("s", ENGLISH, "Davenport speaks", language="en", keywords=keywords), Discovery(terms=5)
    )
    assert [term.text for term in found[:2]] == list(keywords)
    assert len(found) == 5
    assert next(term.text for term in found if term.is_anchor) == "Voltara"
    assert all(term.why for term in found)


def test_terms_that_a_person_gives_stand_alone() -> None:
    given = ("peace talks", "ceasefire", "Geneva")
    found = terms_of(Seed("s", ENGLISH, "Davenport speaks", language="en", terms=given, keywords=("x",)))
    assert [term.text for term in found] == list(given)
    assert [term.text for term in found if term.is_anchor] == ["peace talks", "Geneva"]
    assert found[0] == Term("peace talks", 1.0, is_anchor=True, why="given")
    assert found[1].why.startswith("given, 2 times")


def test_no_text_has_no_terms() -> None:
    assert terms_of(Seed("https://one.example/", "", url="https://one.example/")) == []


def test_front_matter_names_terms(tmp_path: Path) -> None:
    path = tmp_path / "seed.md"
    path.write_text("---\nterms: [peace talks, Geneva]\n---\n" + ENGLISH)
    assert seeds.load([path])[0].terms == ("peace talks", "Geneva")


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Nimbus"), ("de", "Nimbus"), ("fr", "Corvane"), ("zh", "云岚")]
)
def test_what_the_demo_web_tells_again_and_again_is_an_anchor(language: str, name: str) -> None:
    told = [one for one in Library(1).articles if one.language == language and one.text.count(name) > 2]
    assert told
    for one in told:
        assert any(name in anchor for anchor in anchors(one.title, one.text, language)), one.title


def test_a_run_in_another_process_says_the_same() -> None:
    code = (
        "from crawler.discover.terms import terms_of; from crawler.discover.queries import queries;"
        "from crawler.seeds import load;"
        f"s = load([{str(FOLDER.parent / 'seed.md')!r}])[0]; t = terms_of(s); print(t, queries(s, t))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=60),
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("aA '’.-*雷的ー한ไ\n")), max_size=400),
    st.sampled_from([None, "en", "de", "fr", "zh", "ja", "ko", "th", "ar", "hi", "xx"]),
)
def test_any_text_has_terms_or_none(title: str, text: str, language: str | None) -> None:
    found = terms_of(Seed("s", text, title, language=language))
    assert len({term.text for term in found}) == len(found) <= 20
    assert all(0 < term.weight <= 1 for term in found)
    assert all("*" not in term.text and "\n" not in term.text for term in found)


@pytest.mark.parametrize("text", ["a" * 10**6, "Ab Cd Ef Gh " * 10**5, "雷" * 10**5, "x@" * 10**6])
def test_work_is_bounded(text: str) -> None:
    assert sum(map(len, runs(text))) <= MOST_CHARACTERS
    assert len(phrases("", text, "en")) < 100
