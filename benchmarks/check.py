"""Has anything become slower? Instructions of each stage of the work, against those that are on record.

    python benchmarks/check.py [--update] [--results FILE]

Counts what reading, judging, saving, claiming, fetching and starting take on pages of the demo web,
under valgrind: instructions, not seconds, so other work on the machine changes nothing, and two runs
differ by less than one in a hundred. Ends with status 1 if a stage takes over 10 % more than
benchmarks/checking/baseline.json says. `--update` writes that file anew. Two to three minutes on two
free cores.
"""

from __future__ import annotations

import argparse
import json
import pickle
import platform
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from typing import Any

from checking.callgrind import Counted
from checking.reading import ARTICLE, LANGUAGE, METADATA, WARMING
from comparison.samples import demo_pages

from crawler.corpus import Corpus
from crawler.reader import Reader
from crawler.records import Page, Reading, Target
from crawler.seeds import load
from crawler.settings import Settings

HERE = Path(__file__).parent
BASELINE = HERE / "checking" / "baseline.json"
SEED = HERE.parent / "crawler" / "demo" / "seed.md"
ALLOWED = 0.10  # share that a stage may take more
READ = 12  # pages that are read, stage by stage
SAVED = 50  # pages that are saved, and as many fetched
HOSTS = 16
PARTS = ("crawling", "reading", "starting")
# In how many pieces a page arrives, and how many are saved at once, is another each time: the least counts.
TIMES = {"crawling": 4}
LIBRARIES = ("lxml", "scrapy", "trafilatura", "twisted")
Counts = Mapping[str, int]


def main() -> None:
    """Count and compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="write the record anew")
    parser.add_argument("--only", action="append", choices=PARTS, help="a part of the work")
    parser.add_argument("--results", type=Path, help="write what was counted to a file, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        try:
            found = count(Path(name), given.only or PARTS)
        except FileNotFoundError as error:
            sys.exit(f"{error} is missing, which counts instructions: apt install {error}")
    before = json.loads(BASELINE.read_text()) if BASELINE.exists() else {"instructions": {}}
    kept = before["instructions"] if given.only else {}
    record = {"measured_with": measured_with(), "instructions": kept | found}
    for file in filter(None, (given.results, BASELINE if given.update else None)):
        file.write_text(json.dumps(record, indent=1) + "\n")
    if given.update:
        print(f"{len(found)} stages are on record in {BASELINE}")
        return
    if not BASELINE.exists():
        sys.exit(f"nothing is on record in {BASELINE}: make it with --update")
    of_parts = {
        stage: number for stage, number in before["instructions"].items() if not given.only or stage in found
    }
    told = list(compare(of_parts, found))
    print("\n".join(told))
    if before["measured_with"] != record["measured_with"]:
        print(f"On record with {before['measured_with']}, counted with {record['measured_with']}.")
    slower = sum(line.endswith(SLOWER) for line in told)
    if slower:
        sys.exit(f"{slower} stages take more than {ALLOWED:.0%} more work than is on record")


SLOWER = "SLOWER"


def compare(before: Counts, now: Counts) -> Iterator[str]:
    """Yield a line per stage: millions of instructions, before and now, and whether that is too many."""
    yield f"{'million instructions':44}{'record':>10}{'now':>10}"
    for stage in dict.fromkeys([*before, *now]):
        old, new = before.get(stage), now.get(stage)
        if old is None or new is None:
            yield f"{stage:44}{'is new' if old is None else 'is counted no more'}; --update puts it right"
            continue
        change = new / old - 1
        verdict = SLOWER if change > ALLOWED else "faster: --update holds it" if change < -ALLOWED else ""
        yield f"{stage:44}{old / 1e6:10.2f}{new / 1e6:10.2f}{change:+8.1%}  {verdict}".rstrip()


def measured_with() -> dict[str, str]:
    """Return the versions that instructions depend on."""
    return {"python": platform.python_version()} | {name: version(name) for name in LIBRARIES}


def count(folder: Path, names: Sequence[str] = PARTS) -> dict[str, int]:
    """Count parts of the work side by side; returns instructions per page, of a start in all."""
    bodies = [page.body for page in demo_pages()]
    # of all sites, and so of all languages
    few = [*bodies[:: len(bodies) // WARMING][:WARMING], *bodies[5 :: len(bodies) // READ][:READ]]
    many = bodies[:: len(bodies) // SAVED][:SAVED]
    for name, pages in (("few", few), ("many", many)):
        (folder / name).mkdir()
        for number, body in enumerate(pages):
            (folder / name / f"{number:03}.html").write_bytes(body)
    with served(folder / "many") as port:
        addresses = [f"http://127.0.0.{1 + i % HOSTS}:{port}/{i:03}.html" for i in range(len(many))]
        (folder / "list.urls").write_text("\n".join(addresses))
        (folder / "readings").write_bytes(pickle.dumps(readings(addresses, many)))
        Corpus(folder / "corpus.db", create=True).close()
        scripts: dict[str, list[Path]] = {
            "crawling": [folder / "readings", folder / "list.urls"],
            "reading": [folder / "few", SEED],
            "starting": [folder / "corpus.db"],
        }
        parts = [
            start(name, scripts[name], folder / f"{name}-{time}")
            for name in names
            for time in range(TIMES.get(name, 1))
        ]
        found = least([part.counts() for part in parts])
    if ARTICLE in found:
        # the article's reader calls the other two; what is left is the text's
        found["read: text"] = found.pop(ARTICLE) - found[METADATA] - found[LANGUAGE]
    return dict(sorted(found.items()))


def least(counts: Sequence[Counts]) -> dict[str, int]:
    """Return the least that was counted of each stage."""
    found: dict[str, int] = {}
    for stage, number in (pair for some in counts for pair in some.items()):
        found[stage] = min(number, found.get(stage, number))
    return found


def start(name: str, arguments: Sequence[Path], folder: Path) -> Counted:
    """Start a part of the work in an empty folder."""
    folder.mkdir()
    return Counted(HERE / "checking" / f"{name}.py", [str(argument) for argument in arguments], folder)


def readings(addresses: Sequence[str], bodies: Sequence[bytes]) -> list[Reading]:
    """Read pages as a crawl does."""
    reader = Reader.make(Settings(), load([str(SEED)]))
    return [
        reader(Target(url), Page(url, url, 200, {"content-type": "text/html"}, body, len(body)))
        for url, body in zip(addresses, bodies, strict=True)
    ]


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve a folder on all of loopback while the block lasts; yields the port."""
    server = ThreadingHTTPServer(("0.0.0.0", 0), partial(Quiet, directory=str(folder)))  # noqa: S104  (127.0.0.1 … 16)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, and says nothing of it."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main()
