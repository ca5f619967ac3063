"""Glued words: split where the text attests them, left alone everywhere else."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.text.joins import repair

# A page that lost the spaces around its links: Nimbus, cars, Hartwell, Lena Okafor.
GLUED = """December 12th,NimbusCarsThere will be a show. NimbusRecently, there has been much talk, \
and nobody knows whyNimbusCarsThere will be no car?For the market it is new.
NimbusThe company said that the futureCars depend on software, but notHartwell. OkaforThis week \
said it again, and criticismOkafor heard was sharp. HartwellYou can buy, butNimbusTake the lead.
OkaforTo the press: the criticism is fair. WhileHartwellthen waits, NimbusInstead builds. Okaforhas \
said so. This is whatNimbusCarswithHartwellSignificant differences mean. In the end, Hartwell and \
Nimbus, Okafor says, need cars. OkaforAgain and again. HartwellWant more, andHartwellIs ready."""

BRANDS = """Apple sold phones at the time of the launch, and Mac sales rose. The open market said so: \
Java is a language, Script a word, a face in the book, a mind in the deep sea, the web, a tube, you.
iPhone, HyperOS, YouTube, McDonald, JavaScript, eBay, LaTeX, MacBook, O'Brien, DeepMind, WhatsApp, \
BMW's, 5G, PhD, PhDs, WeChat, OpenAI, ChatGPT, LinkedIn, FaceTime, FaceBook, AirPods, AirTag, macOS, \
watchOS, webOS, DeShawn, LeBron, LaGuardia, McKinsey, MacArthur, DiCaprio, WorldCom, NatWest, \
PlayStation, PlayBook, OnePlus, TimeOut, MeToo, MySpace, SmartHome, SmartLife, SmartCity, Robertson, \
Maryland, Northwest, kWh, CO2, SU7, P60Pro, iPhone15Pro, Node.js, Booking.com, U.S., e.g. TL;DR, \
1,000, 12:30, https://example.org/a,B?CarThe=1, www.TheCar.com, jane@CarThe.org, #CarThe, MyFile.txt, \
getElementById(theCar,aCar), the_carThe, 小米,华为 and 在Nimbus上."""


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("12th,NimbusCarsThere", "12th, Nimbus Cars There"),
        ("NimbusRecently,", "Nimbus Recently,"),
        ("whyNimbusCarsThere", "why Nimbus Cars There"),
        ("car?For", "car? For"),
        ("NimbusThe", "Nimbus The"),
        ("futureCars", "future Cars"),
        ("notHartwell.", "not Hartwell."),
        ("criticismOkafor", "criticism Okafor"),
        ("HartwellYou", "Hartwell You"),
        ("butNimbusTake", "but Nimbus Take"),
        ("WhileHartwellthen", "While Hartwell then"),
        ("NimbusInstead", "Nimbus Instead"),
        ("Okaforhas", "Okafor has"),
        ("whatNimbusCarswithHartwellSignificant", "what Nimbus Cars with Hartwell Significant"),
        ("andHartwellIs", "and Hartwell Is"),
    ],
)
def test_glued_words_are_split(glued: str, apart: str) -> None:
    assert (glued, apart) in repair(GLUED).joins


@pytest.mark.parametrize("name", ["NimbusThe.org", "my.futureCars", "a.butNimbus.b", "N" + "imbusThe" * 20])
def test_names_of_hosts_and_files_and_keys_stay_whole(name: str) -> None:
    assert name in repair(f"{GLUED} See {name} now.").text


def test_the_count_is_the_number_of_spaces_put_in() -> None:
    found = repair(GLUED)
    assert found.count == len(found.text) - len(GLUED)
    assert found.count == sum(now.count(" ") for _, now in found.joins)


@pytest.mark.parametrize("text", [BRANDS, BRANDS * 3, "", "iPhone", "小米汽车,发布。" * 20])
def test_names_addresses_and_code_stay_whole(text: str) -> None:
    assert repair(text).joins == ()


def test_brands_stay_whole_even_in_a_text_that_glues() -> None:
    whole = {glued for glued, _ in repair(GLUED).joins}
    assert {glued for glued, _ in repair(f"{GLUED}\n{BRANDS}").joins} == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The party,said the paper, is over.", "The party, said the paper, is over."),
        ("The road is dangerous.The next one is not.", "The road is dangerous. The next one is not."),
        ("Labour won, and the voters atLabour cheered.", "Labour won, and the voters at Labour cheered."),
        ("Это не то,что нам нужно было сегодня.", "Это не то, что нам нужно было сегодня."),
    ],
)
def test_a_lone_slip_is_mended_where_nothing_else_can_be_meant(text: str, expected: str) -> None:
    assert repair(text).text == expected


PIECES = st.sampled_from(
    [
        *("Nimbus", "Cars", "The", "There", "Okafor", "but", "why", "has", "then", "iPhone", "Mac"),
        *("Book", "小米", "5G's", "the", ",", ".", "?", ";", ":", "\n"),
    ],
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.just(" ")), max_size=60).map("".join)))
def test_no_character_is_lost_and_twice_is_once(text: str) -> None:
    once = repair(text)
    assert "".join(once.text.split()) == "".join(text.split())
    assert repair(once.text) == type(once)(once.text)
    assert once.count == len(once.text) - len(text)


@pytest.mark.parametrize("text", ["aA" * 50_000, "a" * 100_000, "小米Xiaomi的" * 10_000, "_" * 100_000])
def test_endless_tokens_cost_little(text: str) -> None:
    start = time.process_time()
    repair(text)
    assert time.process_time() - start < 5
