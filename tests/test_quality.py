"""The quality judge: what is wrong with a text, said flag by flag; and what is right stays unflagged."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest
from builders import make_article, make_reading, one_claim, open_run, rows
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from crawler.cli import cli
from crawler.corpus.judged.boilerplate import all_boilerplate, boilerplate_of
from crawler.corpus.judged.learning import judge_anew
from crawler.corpus.judged.quality import explain, overview
from crawler.corpus.save import Saver
from crawler.judges.bench import bench
from crawler.judges.quality.flags import SCALES, Flag, Scale
from crawler.judges.quality.judge import Quality, signs
from crawler.judges.quality.repetition import repeated_phrase
from crawler.judges.quality.sample import Sample
from crawler.judges.quality.shared import boilerplate, shared_lines
from crawler.judges.relevance import Topic
from crawler.reasons import Reason
from crawler.settings import Judges, Settings

ENGLISH = """\
The harbour council met on Monday evening to decide what becomes of the old grain store. Nobody had \
expected so many people: the chairs ran out, and a dozen listeners stood along the wall.
Its owner wants to pull it down. “There is no money for a roof,” she told the council, “and without a \
roof there will be no walls in ten years.” An engineer confirmed it. He gave the beams five winters.
Neighbours see it differently. They have collected two thousand signatures, and an architect drew a \
library into the empty floors. The plan would cost four million; half of it might come from the state.
The vote was put off until spring. Until then a fence keeps children out, and the swallows that nest \
under the eaves have the building to themselves. A decision, the mayor said, needs a warm day."""
PARAGRAPHS = ENGLISH.split("\n")
WHOLE = {
    "en": ENGLISH,
    "de": """\
Der Rat tagte am Montag. Es ging um den alten Speicher am Hafen, den niemand mehr nutzt.
Die Besitzerin möchte ihn abreißen, weil für ein neues Dach das Geld fehlt. Ein Gutachter gab ihr recht.
Die Nachbarn sehen das anders: Sie haben Unterschriften gesammelt und hoffen auf Hilfe vom Land.""",
    "fi": """\
Valtuusto kokoontui maanantaina. Se käsitteli sataman vanhaa viljavarastoa, jota kukaan ei käytä.
Omistaja haluaisi purkaa rakennuksen, koska uuteen kattoon ei ole varaa. Asiantuntija oli samaa mieltä.
Naapurit ajattelevat toisin. He ovat keränneet nimiä ja toivovat valtiolta apua kunnostukseen.""",
    "ru": """\
В понедельник собрался городской совет. Речь шла о старом зерновом складе в гавани.
Владелица хочет его снести, потому что на новую крышу нет денег. Инженер с ней согласился.
— Мы думаем иначе, — говорят соседи. Они собрали подписи и надеются на помощь области.""",
    "ar": """\
اجتمع المجلس مساء الاثنين لمناقشة مصير مخزن الحبوب القديم في الميناء.
تريد صاحبة المبنى هدمه لأن المال لا يكفي لبناء سقف جديد. وقال المهندس إنها على حق.
أما الجيران فيرون الأمر بشكل مختلف، وقد جمعوا التوقيعات وينتظرون المساعدة.""",
    "ja": """\
月曜日の夜、市議会は港の古い穀物倉庫について話し合った。もう誰も使っていない建物である。
所有者は新しい屋根を作る金がないため、取り壊したいと考えている。専門家も同じ意見だった。
一方、近所の人々は反対している。署名を集め、県の助けを待っているという。""",
    "zh": """\
星期一晚上，市议会讨论了港口旧粮仓的前途。那座楼早就没有人使用了。
楼的主人想把它拆掉，因为没有钱修新的屋顶。一位工程师同意她的看法。
邻居们却不这么想。他们收集了签名，希望得到省里的帮助。""",
    "th": """\
สภาเมืองประชุมในเย็นวันจันทร์เพื่อตัดสินอนาคตของโกดังข้าวเก่าที่ท่าเรือ
เจ้าของต้องการรื้อเพราะไม่มีเงินสร้างหลังคาใหม่ วิศวกรก็เห็นด้วยกับเธอ
แต่เพื่อนบ้านคิดต่างออกไป พวกเขารวบรวมรายชื่อและหวังว่าจะได้รับความช่วยเหลือ""",
    "ko": """\
시의회는 월요일 저녁 항구의 오래된 곡물 창고를 논의했다. 이제 아무도 쓰지 않는 건물이다.
주인은 새 지붕을 올릴 돈이 없어 헐고 싶어 한다. 기술자도 같은 생각이었다.
이웃들은 다르게 생각한다. 그들은 서명을 모았고 도의 도움을 기다리고 있다.""",
}
PLEAS = {
    "en": "Subscribe to continue reading", "de": "Jetzt abonnieren und weiterlesen",
    "fr": "Abonnez-vous pour lire la suite", "es": "Suscríbete para seguir leyendo",
    "pt": "Assine para continuar lendo", "it": "Abbonati per continuare a leggere",
    "nl": "Log in om verder te lezen", "sv": "Prenumerera för att läsa vidare",
    "da": "Tegn abonnement for at læse videre", "fi": "Tilaa ja jatka lukemista",
    "pl": "Wykup dostęp, aby czytać dalej", "cs": "Předplaťte si nás a čtěte dál",
    "ru": "Оформите подписку, чтобы читать дальше", "uk": "Передплатіть, щоб читати далі",
    "el": "Εγγραφείτε για να διαβάσετε όλο το άρθρο", "tr": "Okumaya devam etmek için abone olun",
    "ar": "اشترك لمتابعة القراءة", "he": "הירשמו כדי להמשיך לקרוא",
    "hi": "पूरा लेख पढ़ने के लिए सब्सक्राइब करें", "th": "สมัครสมาชิกเพื่ออ่านต่อ",
    "vi": "Đăng ký để đọc tiếp", "id": "Berlangganan untuk membaca selengkapnya",
    "zh": "订阅后继续阅读", "ja": "続きを読むには会員登録が必要です", "ko": "구독하고 기사 전문 읽기",
}  # fmt: skip
MORE = ("Read more", "Weiterlesen", "Lire la suite", "Leer más", "Читать далее", "続きを読む", "阅读全文")


def flags(text, language="en", **fields):
    article = make_article(text, language=language, **fields)
    return {str(sign.flag): sign for sign in signs(article) if sign.penalty}


def shuffled(text):
    words = text.split()
    random.Random(5).shuffle(words)
    return " ".join(words)


@pytest.mark.parametrize("language", WHOLE)
def test_an_article_in_any_language_has_no_flag(language):
    verdict = Quality()(make_article(WHOLE[language], language=language))
    assert (verdict.score, verdict.evidence, verdict.parts, verdict.reason) == (1.0, None, {}, None)


DAMAGE = {
    "repeated-text": ENGLISH.replace(PARAGRAPHS[1], "\n".join([PARAGRAPHS[1]] * 5)),
    "repeated-phrase": ENGLISH + " Buy cheap harbour tickets." * 12,
    "list": "\n".join(f"- {line}" for line in PARAGRAPHS) + "\n" + ENGLISH.split(".", 1)[0] + ".",
    "links": "\n".join(f"See https://one.example/{n}/page for this." for n in range(8)),
    "fragments": "Home\nNews of the day\nSports and weather\nContact\nAbout us",
    "odd-sentences": ENGLISH.replace(".", "").replace("\n", " ") * 2,
    "few-function-words": "Granary swallows, beams, eaves, listeners, grain, harbour, roofs. " * 6,
    "shuffled": shuffled(ENGLISH),
    "mojibake": ENGLISH.replace("harbour", "“harbour” café").encode().decode("cp1252", "replace"),
    "lost-characters": ENGLISH.replace("ou", "\ufffd"),
    "markup": ENGLISH + " &nbsp; &amp; <div class='a'> </div> {{ more }}",
    "glued-words": "Toyota builds cars. People buy Toyota, and Honda sells cars too. The prices rise. But"
    " recentlyToyota lowered them, whileHonda did not. ToyotaCars are cheap, theToyota works says, andHonda"
    " waits. In springHonda will sell Cars again.",
    "censored": ENGLISH.replace("wall.", "**, they said.")
    .replace("fence", "** there")
    .replace("state", "**"),
    "spellings": "Then Zelensky spoke. Later Zelenskiy answered. Zelenskyy left. Gaddafi came. Gadaffi went.",
    "untranslated": ENGLISH.replace("council", "港口议会")
    .replace("roof", "屋顶屋顶屋顶")
    .replace("half", "一半一半一半"),
    "truncated": ENGLISH[:-38],
    "paywall": PARAGRAPHS[0] + "\n" + PLEAS["en"],
}


@pytest.mark.parametrize("flag", [str(flag) for flag in Flag if flag != Flag.BOILERPLATE])
def test_each_damage_has_its_flag(flag):
    found = flags(DAMAGE[flag], words=len(DAMAGE[flag].split()))
    assert flag in found
    assert 0 < found[flag].penalty < 1


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [
        ("utf-8", "cp1252", "de"),
        ("utf-8", "latin-1", "ru"),
        ("utf-8", "cp1251", "ru"),
        ("utf-8", "mac_roman", "fi"),
        ("utf-8", "koi8-r", "ru"),
        ("utf-8", "gb18030", "zh"),
        ("cp1251", "latin-1", "ru"),
        ("koi8-r", "cp1251", "ru"),
        ("gbk", "latin-1", "zh"),
        ("cp932", "latin-1", "ja"),
    ],
)
def test_a_wrong_charset_is_seen(before, after, text):
    broken = WHOLE[text].encode(before, "ignore").decode(after, "replace")
    assert "mojibake" in flags(broken, None)


@pytest.mark.parametrize("text", ["de", "fi"])
def test_what_utf_8_could_not_read_is_lost(text):
    assert "lost-characters" in flags(WHOLE[text].encode("latin-1").decode("utf-8", "replace"), text)


@pytest.mark.parametrize("language", PLEAS)
def test_a_stub_with_a_plea_is_a_paywall(language):
    text = f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}\n{PLEAS[language]}"
    found = flags(text, words=70)
    assert found["paywall"].passages == (PLEAS[language],)
    long = flags(f"{ENGLISH}\n{PLEAS[language]}", words=900)
    assert long["paywall"].penalty < found["paywall"].penalty


@pytest.mark.parametrize("line", MORE)
def test_read_more_at_the_end_is_a_cut(line):
    assert flags(f"{ENGLISH}\n{line}")["truncated"].measure == 1
    assert flags(f"{ENGLISH[:-30]}… {line}")["truncated"].measure == 1


@pytest.mark.parametrize(
    "ending",
    [
        "Photo: Ada Lovelace",
        "By Ada Lovelace and Charles Babbage",
        "Tags: harbour, council",
        "(ap/reuters)",
        "https://one.example/more",
        "“Nobody knows,” she said. (Reuters)",
        "He gave the beams five winters. ♦",
    ],
)
def test_credits_are_no_cut(ending):
    assert "truncated" not in flags(f"{ENGLISH}\n{ending}")


def test_direct_speech_is_no_list():
    talk = "\n".join(f"— {line}" for line in PARAGRAPHS * 2)
    assert "list" not in flags(talk)


@pytest.mark.parametrize(
    "text",
    [
        "They said f*** off, twice, and **bold** words stay.",
        f"{ENGLISH}\n***\n{ENGLISH}",
        "iPhone, YouTube, LinkedIn, WhatsApp, McDonald and JavaScript are names, so is TikTok.",
        "Straße, Spaß“ und „Fuß“ – ein „Gruß“.",
    ],
)
def test_what_looks_odd_and_is_not(text):
    assert not {"censored", "glued-words", "mojibake"} & set(flags(text))


def test_a_score_is_one_minus_its_parts():
    verdict = Quality()(make_article(DAMAGE["mojibake"], language="en"))
    assert verdict.score == pytest.approx(1 - sum(verdict.parts.values()), abs=0.001)
    assert verdict.evidence == ", ".join(verdict.parts)
    assert verdict.judge == "quality"


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (Judges(), None),
        (Judges(min_quality=0.1), None),
        (Judges(min_quality=0.99), Reason.LOW_QUALITY),
        (Judges(refused_flags=("paywall",)), Reason.LOW_QUALITY),
        (Judges(refused_flags=("mojibake",)), None),
    ],
)
def test_refusals_are_settings(settings, reason):
    judges = bench(settings, Topic.of(()))
    quality = next(judge for judge in judges if isinstance(judge, Quality))
    assert quality(make_article(DAMAGE["paywall"], language="en")).reason == reason


@pytest.mark.parametrize(
    ("measure", "penalty"), [(0.0, 0.0), (0.99, 0.0), (1.0, 0.2), (2.0, 0.3), (3.0, 0.4), (9.0, 0.4)]
)
def test_a_scale(measure, penalty):
    assert Scale(1.0, 3.0, 0.2, 0.4).penalty(measure) == penalty


def test_every_flag_has_a_scale():
    assert set(SCALES) == set(Flag)


@given(st.text(max_size=400), st.sampled_from(["en", "ja", "th", None, "xx"]))
def test_any_text_has_a_score(text, language):
    verdict = Quality()(make_article(text, language=language))
    assert 0 <= verdict.score <= 1


@pytest.mark.parametrize("piece", ["a", "<", "[", "**", "A.", "Ã©", "中", "aB", ".\n", "&a"])
def test_a_long_hostile_text_is_read_quickly(piece):
    assert 0 <= Quality()(make_article(piece * 100_000, language="en")).score <= 1


FOOTER = "Follow the Harbour Post on every channel, and never miss a story."


@given(st.lists(st.sampled_from(["ab", "cd", "ef", "gh", "ij"]), min_size=30, max_size=90))
def test_the_most_frequent_phrase_is_found_wherever_it_costs_something(words):
    n = max(Counter(zip(words, words[1:], words[2:], strict=False)).values())
    share = 3 * n / len(words) if n > 2 else 0.0
    found = repeated_phrase(Sample.of(make_article(" ".join(words))))
    assert found.penalty == SCALES[Flag.REPEATED_PHRASE].penalty(share)


def test_lines_of_three_texts_and_a_fifth_of_all_are_shared():
    alone = [f"Story number {n} is about something else altogether." for n in range(20)]
    assert shared_lines([f"{line}\n{FOOTER}" for line in alone[:3]]) == {FOOTER}
    assert shared_lines([f"{line}\n{FOOTER}" for line in alone[:2]]) == frozenset()
    assert shared_lines([*(f"{line}\n{FOOTER}" for line in alone[:3]), *alone[3:]]) == frozenset()
    assert shared_lines([f"{FOOTER}\n{FOOTER}"] * 2 + alone) == frozenset()


def test_the_share_of_shared_lines_counts():
    sign = boilerplate(f"{FOOTER}\nA short story.", frozenset([FOOTER]))
    assert (sign.flag, sign.passages, sign.penalty > 0) == (Flag.BOILERPLATE, (FOOTER,), True)
    assert boilerplate(f"{ENGLISH}\n{FOOTER}", frozenset([FOOTER])).penalty == 0
    verdict = Quality(shared=frozenset([FOOTER]))(make_article(f"{FOOTER}\nA short story.", language="en"))
    assert "boilerplate" in verdict.parts


@pytest.fixture
def judged(corpus):
    """Three sites: one says the same everywhere, one sends broken text, one is fine."""
    saver = Saver(corpus.frontier, Settings(), open_run(corpus))
    judge = Quality()
    texts = {
        "https://fine.example/": [ENGLISH, WHOLE["de"]],
        "https://broken.example/": [DAMAGE["mojibake"]],
        "https://footer.example/": [f"{FOOTER}\n{line}" for line in PARAGRAPHS],
    }
    for host, stories in texts.items():
        for number, text in enumerate(stories):
            article = make_article(text, language="de" if text == WHOLE["de"] else "en")
            reading = make_reading(one_claim(corpus, f"{host}{number}"), article)
            saver.save([replace(reading, verdicts=(judge(article),))])
    return corpus


def test_boilerplate_is_found_by_host(judged):
    assert boilerplate_of(judged.connection) == {"footer.example": frozenset([FOOTER])}
    assert boilerplate_of(judged.connection, "fine.example") == {}
    assert all_boilerplate(judged.connection) == {FOOTER}


def test_the_overview_counts_flags_and_ranks_sites(judged):
    state = overview(judged.connection)
    assert state.articles == 7
    assert {"mojibake": 1}.items() <= {row["flag"]: row["articles"] for row in state.flags}.items()
    sites = {row["site"]: row for row in state.sites}
    assert next(iter(sites)) == "broken.example"
    assert (sites["broken.example"]["below"], sites["fine.example"]["quality"]) == (1, 1.0)


def test_one_article_is_explained(judged):
    (number,) = rows(judged, "select id from articles where url = 'https://broken.example/0'")[0]
    found = explain(judged.connection, number)
    flag = next(flag for flag in found.flags if flag.flag == "mojibake")
    assert flag.passages
    assert flag.measure >= flag.threshold
    assert (
        found.score == found.stored == pytest.approx(1 - sum(flag.penalty for flag in found.flags), abs=0.01)
    )


def test_judging_anew_knows_the_boilerplate(judged):
    (number,) = rows(judged, "select id from articles where url = 'https://footer.example/1'")[0]
    before = explain(judged.connection, number)
    assert ("boilerplate" in [flag.flag for flag in before.flags]) == (before.score < before.stored)
    judge_anew(judged.connection, Settings(), lambda *_: None)
    assert explain(judged.connection, number).stored == before.score


def quality(corpus, *args):
    return CliRunner().invoke(cli, ["quality", *map(str, args), "--db", str(corpus.path)])


def test_the_command_shows_flags_and_sites(judged):
    shown = quality(judged)
    assert shown.exit_code == 0
    assert shown.output.index("broken.example") < shown.output.index("fine.example")
    assert "mojibake" in shown.output
    assert json.loads(quality(judged, "--json").output)["articles"] == 7


@pytest.mark.parametrize("name", ["https://broken.example/0", "http://www.broken.example/0/"])
def test_the_command_explains_an_article(judged, name):
    shown = quality(judged, name)
    assert shown.exit_code == 0
    assert "mojibake  It was decoded by the wrong charset" in shown.output
    found = json.loads(quality(judged, name, "--json").output)
    assert found["score"] < 1
    assert found["flags"][0]["passages"]


def test_a_fine_article_has_nothing_to_explain(judged):
    assert "No flag" in quality(judged, "https://fine.example/0").output


def test_the_command_says_what_is_missing(corpus):
    empty, unknown = quality(corpus), quality(corpus, "https://none.example/")
    assert (empty.exit_code, unknown.exit_code) == (3, 1)
    assert "corpuscle judge" in empty.output
    assert "no article https://none.example/" in unknown.output
