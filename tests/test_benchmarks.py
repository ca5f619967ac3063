"""The benchmarks that others are to run: what they measure with, in small."""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from check import SLOWER, compare, least
from checking.callgrind import Counted
from comparison.bodies import order_of, varied, with_related, write_site
from comparison.measure import FailedError, adopt, measured, session
from comparison.results import Results
from comparison.table import table

PAGE = (
    b'<html><head><title>Bridge</title></head><body class="storypage">'
    b'<p>Arches were repaired &eacute;lsewhere <a href="/news/old-stone-bridge">yesterday</a></p>'
    b"<p>Council debated costs</p>"
    b"<div>Nobody on the council had asked for what the repair would come to in the end</div>"
    b"<h2>What the council of a town on the river says about the bridge and its arches</h2>"
    + "<p>橋の修理は昨日終わりましたが費用はまだ決まっていません</p>".encode()
    + b"<script>let menu = 'a string that is as long as any of the prose of this page, and none'</script>"
    b'<nav><a href="/section/politics">Politics</a></nav></body></html>'
)


def test_a_repeated_page_is_another_text_of_the_same_size():
    assert varied(PAGE, 0, random.Random(0)) == PAGE
    once, again = varied(PAGE, 1, random.Random(1)), varied(PAGE, 2, random.Random(2))
    assert len({PAGE, once, again}) == 3
    for gone in (b"Council debated costs", b"Nobody on the council had asked", "修理は昨日".encode()):
        assert gone in PAGE
        assert gone not in again
    assert len(once) == len(PAGE) + len("-1")
    assert b'href="/news/old-stone-1-bridge"' in once
    for kept in (b"&eacute;", b'class="storypage"', b'href="/section/politics"', b"<title>Bridge</title>"):
        assert kept in again
    for kept in (b"a string that is as long as any", b"What the council of a town on the river says"):
        assert kept in again
    assert again.decode()


def test_a_site_has_every_page_as_often_as_any_other(tmp_path):
    bodies = [b"<body>one</body>", b"<body>two</body>", b"three"]
    addresses = [f"http://127.0.0.1:1/story-{number}.html" for number in range(6)]
    order = order_of(len(bodies), len(addresses))
    write_site(tmp_path, bodies, order, addresses)
    pages = [(tmp_path / f"story-{number}.html").read_bytes() for number in range(6)]
    for body in (b"one", b"two", b"three"):
        assert sum(body in page for page in pages[:3]) == sum(body in page for page in pages[3:]) == 1
    assert all(b"<h2>Related Pages</h2>" in page and b"story-" in page for page in pages)
    assert with_related(b"<body>x</body>", [("http://a/", "A")]).endswith(b"</section></body>")


def test_a_program_is_measured_with_its_children(tmp_path):
    adopt()
    burn = "sum(range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    cost = measured([sys.executable, "-c", child], tmp_path, 60)
    alone = measured([sys.executable, "-c", "pass"], tmp_path, 60)
    assert cost.cpu > alone.cpu > 0
    with pytest.raises(FailedError, match="exit status 3: no pages today"):
        measured([sys.executable, "-c", "print('no pages today'); raise SystemExit(3)"], tmp_path, 60)


def test_what_a_program_leaves_running_is_ended(tmp_path):
    orphan = "import subprocess, os; subprocess.Popen(['sleep', '600']); print(os.getsid(0), flush=True)"
    measured([sys.executable, "-c", orphan], tmp_path, 60)
    leader = int((tmp_path / "said.txt").read_text().split()[-1])
    assert session(leader) == []
    with pytest.raises(FailedError, match=r"stopped after 0\.5 seconds"):
        measured(["sleep", "600"], tmp_path, 0.5)


def entry(seconds, pages=100):
    return {"pages": pages, "seconds": seconds, "cpu": 5.0, "megabytes": 300.0, "texts": pages}


def test_results_tell_medians_and_ratios_of_each_round(tmp_path):
    about = {"pages": 100, "bodies": 10, "real": True, "cores": 2, "processor": "x", "memory_gib": 1}
    results = Results(tmp_path / "results.json", about | {"system": "s", "python": "3", "sqlite": "3"})
    for number, (ours, limit, minet) in enumerate([(4.0, 5.0, 8.0), (5.0, 5.0, 20.0), (4.0, 6.0, 6.0)]):
        results.keep(number, "corpuscle", entry(ours), {"corpuscle": "0"})
        results.keep(number, "trafilatura-memory", entry(limit), {})
        results.keep(number, "minet", entry(minet), {"minet": "4"})
        results.keep(number, "news-please", {"pages": 10, "reason": "exit status 1: a | b"}, {})
    again = Results.load(tmp_path / "results.json")
    ratios = {about: rest for about, *rest in again.bars()}
    assert ratios["corpuscle crawl / trafilatura from memory"] == [1.25, 1.0, 1.5]
    assert ratios["corpuscle crawl / fastest peer that extracts and stores"] == [2.0, 1.5, 4.0]
    assert "corpuscle crawl / plain Scrapy" not in ratios
    shown = table(again)
    assert "| 25.0 (20.0–25.0) | 50 | 300 | 100.0% | 100 |" in shown
    assert "news-please, list of addresses, JSON | exit status 1: a / b |" in shown


def test_what_takes_more_work_is_told():
    before = {"save": 1_000_000, "read": 1_000_000, "links": 1_000_000, "gone": 1}
    now = {"save": 1_090_000, "read": 1_110_000, "links": 800_000, "new": 1}
    lines = {line.split()[0]: line for line in compare(before, now)}
    assert [stage for stage, line in lines.items() if line.endswith(SLOWER)] == ["read"]
    assert "faster" in lines["links"]
    assert "counted no more" in lines["gone"]
    assert "is new" in lines["new"]


SCRIPT = """
import sys
sys.path.insert(0, {benchmarks!r})
from checking.callgrind import begin, mark
begin()
for _ in range(1_000):
    pass
mark("short", 10)
for _ in range(3_000):
    pass
mark("long", 10)
"""


def test_instructions_are_counted_between_marks(tmp_path):
    if not shutil.which("valgrind"):
        if os.environ.get("CORPUSCLE_VALGRIND") == "required":
            pytest.fail("no valgrind, though CORPUSCLE_VALGRIND says that there is one")
        pytest.skip("no valgrind here; .ci/run installs it")
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(benchmarks=str(Path(__file__).parents[1] / "benchmarks")))
    found = Counted(script, [], tmp_path).counts()
    assert found.keys() == {"short", "long"}
    assert found["short"] < found["long"]


def test_what_is_counted_several_times_counts_at_its_least():
    assert least([{"save": 3, "claim": 1}, {"save": 2, "claim": 4}, {"links": 7}]) == {
        "save": 2, "claim": 1, "links": 7,
    }  # fmt: skip
