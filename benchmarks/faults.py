"""A crawl that is killed again and again: nothing may be lost, or be there twice.

    python benchmarks/faults.py [--kills 100] [--articles 400] [--seed 1]

Crawls a small web on loopback undisturbed, then another time with SIGKILL at moments drawn by lot, while
it starts, fetches, reads, saves or ends; each run goes on where the last was killed. Prints how many
requests were made again, and exits with 1 unless the same articles are there, the file is whole and
nothing in it contradicts itself.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

TESTS = Path(__file__).parents[1] / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "faults")]

from library import SETTINGS, SmallWeb, by_path  # noqa: E402  (lives with the tests that use it too)

from crawler.corpus import Corpus  # noqa: E402

STARTING = 0.25  # share of kills before the first request
FURTHEST = 8  # requests after which a run is killed at the latest


def main() -> None:
    """Crawl undisturbed and disturbed, and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        calm, rough = Path(name) / "calm", Path(name) / "rough"
        wanted = undisturbed(calm, given.articles)
        sys.exit(disturbed(rough, wanted, given.kills, random.Random(given.seed)))


def undisturbed(folder: Path, articles: int) -> dict[str, str]:
    """Crawl all of a web; return path → hash of the text."""
    prepare(folder, articles)
    with SmallWeb(articles) as web:
        crawl(folder, web).wait()
    return by_path(folder / "corpus.db")


def disturbed(folder: Path, wanted: dict[str, str], kills: int, dice: random.Random) -> int:
    """Crawl with kills; return 1 if that makes a difference."""
    prepare(folder, len(wanted))
    begin, killed = time.monotonic(), 0
    with SmallWeb(len(wanted)) as web:
        for number in range(1, kills + 1):
            process = crawl(folder, web)
            wait(process, web, dice)
            killed += process.poll() is None
            process.kill()
            process.wait()
            if number % 10 == 0:
                print(f"{number} runs, {killed} killed, {len(web.asked)} addresses asked", flush=True)
        status = crawl(folder, web).wait()
        again = web.twice()
    found = by_path(folder / "corpus.db")
    problems = look(folder / "corpus.db")
    seconds = time.monotonic() - begin
    if status:
        print((folder / "errors.txt").read_text()[-2000:])
    print(f"{killed} kills in {seconds:.0f} s; {len(found)} articles, {len(wanted)} without kills")
    print(f"{again} requests were made again, {again / max(killed, 1):.2f} per kill")
    print(
        "the same articles, the file is whole"
        if found == wanted and not problems
        else f"DIFFERENT: {problems}"
    )
    return int(found != wanted or bool(problems))


def wait(process: subprocess.Popen[bytes], web: SmallWeb, dice: random.Random) -> None:
    """Wait for a moment to kill: one in four while it starts, the others some requests later."""
    goal = web.asked.total() + (0 if dice.random() < STARTING else dice.randrange(1, FURTHEST))
    while web.asked.total() < goal and process.poll() is None:
        time.sleep(0.01)
    time.sleep(dice.uniform(0.0, 0.5))


def prepare(folder: Path, articles: int) -> None:
    """Make a folder to crawl in, whose budgets end no run."""
    folder.mkdir()
    (folder / "corpuscle.toml").write_text(SETTINGS.replace("[crawl]", f"[crawl]\nper_host = {articles}"))


def crawl(folder: Path, web: SmallWeb) -> subprocess.Popen[bytes]:
    """Start a crawl, or go on with one."""
    command = [sys.executable, "-m", "crawler", "crawl", *web.start, "-q"]
    with (folder / "errors.txt").open("a") as errors:
        return subprocess.Popen(command, cwd=folder, stderr=errors)


def look(path: Path) -> list[str]:
    """Return what is wrong with a corpus."""
    with closing(sqlite3.connect(path)) as connection:
        twice = connection.execute("select url from articles group by url having count(*) > 1").fetchall()
    with Corpus(path) as corpus:
        return [f"{finding.check}: {finding.problem}" for finding in corpus.examine() if finding.problem] + [
            f"twice: {url}" for (url,) in twice
        ]


if __name__ == "__main__":
    main()
