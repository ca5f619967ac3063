"""Are the manners kept, as servers see it? Crawls of random webs that refuse, delay and move at random.

    python benchmarks/manners.py [--webs 5] [--seed 1] [--kills 0]

Each web has twelve hosts on loopback; some have a Crawl-delay, or a robots.txt that is not to be had at once.
One page in five answers with 429, 500, 502 or 503, with a Retry-After or without; answers take up to a
second. With `--kills` the crawl dies by SIGKILL so many times, a few seconds after it began, and is begun
anew. Looked for is whoever was asked within its pause after an answer, or before the time that it, or our own
rule for failures, set; and pages that were asked for and are not in the corpus. What was answered to a crawl
that was dead by then counts for nothing. Exits with 1 if anything is found.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby, pairwise
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from recorder import Answer, Asked, Recorder, article  # noqa: E402  (the tests are no package)

HOSTS = [f"h{number}" for number in range(12)]
PAGES = 12  # of each host
DELAY, CRAWL_DELAY = 0.2, 0.5
REST = 10 * DELAY  # after a failure that says nothing of how long
SLACK = 0.05  # seconds by which the clock of a server, and the end of a process, may be off
LIMIT = "150"  # pages of one run
SETTINGS = f"""
[manners]
delay = {DELAY}
allow_private = true
retry_minutes = 0.001
[crawl]
patience = 20.0
[judges]
min_relevance = 0.0
[focus]
min_chance = 0.0
[duplicates]
find = false
[reading]
workers = 1
"""


class RandomWeb:
    """What hosts answer, and for how long each answer wants its host left alone."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        dice = random.Random(seed)
        self.robots = {host: dice.choice(["none", "none", "delay", "later", "broken"]) for host in HOSTS}
        self.port = 0
        self.times = Counter[tuple[str, str]]()
        self.pauses: dict[tuple[str, str, int], float] = {}
        """Host, path and the number of the request → seconds."""
        self.lock = threading.Lock()

    def reply(self, host: str, path: str) -> Answer:
        """Answer, after a while."""
        with self.lock:
            self.times[host, path] += 1
            number = self.times[host, path]
        if path.startswith("/page"):
            pause, answer = self.page(host, path, random.Random(f"{self.seed} {host} {path} {number}"))
        else:
            pause, answer = self.file(self.robots[host] if path == "/robots.txt" else "none", number)
        self.pauses[host, path, number] = pause
        return answer

    def file(self, kind: str, number: int) -> tuple[float, Answer]:
        """Say what a site says to machines; a few only the second time."""
        if kind == "delay":
            return CRAWL_DELAY, (200, {}, f"User-agent: *\nCrawl-delay: {CRAWL_DELAY}\n".encode())
        if kind == "later" and number == 1:
            return 1.0, (503, {"Retry-After": "1"}, b"")
        if kind == "broken" and number == 1:
            return DELAY, (500, {}, b"")
        return DELAY, (404, {}, b"")

    def page(self, host: str, path: str, dice: random.Random) -> tuple[float, Answer]:
        """Make a page, or trouble."""
        time.sleep(dice.choice([0, 0, 0.1, 0.4, 1.0]))
        what = dice.random()
        if what < 0.12:
            seconds = dice.choice([1, 2])
            return float(seconds), (dice.choice([429, 503]), {"Retry-After": str(seconds)}, b"")
        if what < 0.2:
            return REST, (dice.choice([429, 500, 502, 503]), {}, b"")
        pause = CRAWL_DELAY if self.robots[host] == "delay" else DELAY
        if what < 0.25:
            return pause, (404, {}, b"")
        if what < 0.32:
            return pause, (302, {"Location": self.somewhere(dice)}, b"")
        status, headers, body = article(f"{host} {path}")
        links = "".join(f'<li><a href="{self.somewhere(dice)}">What became of it</a>' for _ in range(5))
        block = f"<aside><h2>Related Pages</h2><ul>{links}</ul></aside>"
        return pause, (status, headers, body.replace(b"</article>", b"</article>" + block.encode()))

    def somewhere(self, dice: random.Random) -> str:
        """Return the address of any page."""
        return f"http://{dice.choice(HOSTS)}.localhost:{self.port}/page{dice.randrange(PAGES)}"


def main() -> None:
    """Crawl, look, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--webs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=0)
    given = parser.parse_args()
    faults = 0
    for seed in range(given.seed, given.seed + given.webs):
        faults += faults_of(seed, given.kills)
    sys.exit(1 if faults else 0)


def faults_of(seed: int, kills: int) -> int:
    """Crawl one web; return how much was wrong."""
    web = RandomWeb(seed)
    with tempfile.TemporaryDirectory() as name, Recorder(web.reply) as recorder:
        web.port = recorder.port
        folder = Path(name)
        (folder / "corpuscle.toml").write_text(SETTINGS)
        killed = crawl(folder, [recorder.url(host, "page0") for host in HOSTS], random.Random(seed), kills)
        found = [*too_soon(web, recorder.asked, killed), *lost(folder, recorder)]
    statuses = Counter(one.status for one in recorder.asked)
    print(f"web {seed}: {len(recorder.asked)} requests, {dict(statuses.most_common())}, {len(found)} faults")
    print(*found, sep="\n", end="\n" if found else "")
    return len(found)


def crawl(folder: Path, starts: list[str], dice: random.Random, kills: int) -> list[float]:
    """Crawl to the end; return when it was killed before."""
    command = [sys.executable, "-m", "crawler", "crawl", "-q", "--pages", LIMIT]
    options = [part for start in starts for part in ("--start", start)]
    killed = []
    for _ in range(kills):
        process = subprocess.Popen([*command, *options], cwd=folder, start_new_session=True)
        try:
            process.wait(dice.uniform(2.0, 6.0))
        except subprocess.TimeoutExpired:
            killed.append(time.monotonic())
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            options = []
    subprocess.run([*command, *options], cwd=folder, check=True)
    return killed


def too_soon(web: RandomWeb, asked: list[Asked], killed: list[float]) -> Iterator[str]:
    """Say which requests came before their host might be asked."""
    ordered = sorted(asked, key=lambda one: (one.host, one.began))
    for host, requests in groupby(ordered, key=lambda one: one.host):
        times = Counter[str]()
        for one, after in pairwise(requests):
            times[one.path] += 1
            pause = web.pauses[host, one.path, times[one.path]]
            is_heard = not any(one.began - SLACK <= moment <= one.ended + SLACK for moment in killed)
            if is_heard and after.began - one.ended < pause - SLACK:
                yield f"{after.began - one.ended:.2f} s and not {pause} after {one}: {after.path}"


def lost(folder: Path, recorder: Recorder) -> Iterator[str]:
    """Say which pages were asked for of which nothing is known."""
    with closing(sqlite3.connect(folder / "corpus.db")) as connection:
        known = {url for (url,) in connection.execute("select url from frontier")}
    for one in recorder.pages():
        if recorder.url(one.host, one.path[1:]) not in known:
            yield f"not in the corpus: {one}"


if __name__ == "__main__":
    main()
