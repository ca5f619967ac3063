"""Who is compared, and how each is run: all get the same list of addresses, with politeness off."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .web import Site

PEERS = Path(__file__).parent / "peers"
DEMO_SEED = Path(__file__).parents[2] / "crawler" / "demo" / "seed.md"

Command = list[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a candidate runs, and on what."""

    python: Path
    """Of its environment; its programs lie beside it."""
    urls: Path
    """The list of addresses."""
    folder: Path
    """Empty, for what it writes."""
    pages: Path
    """The pages as files."""

    def program(self, name: str) -> str:
        """Return a program of its environment."""
        return str(self.python.parent / name)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way to get articles."""

    name: str
    about: str
    commands: Callable[[Place], list[Command]]
    texts: Callable[[Path], int]
    """Counts the articles with text in the folder that it left."""
    packages: tuple[str, ...]
    """Whose versions are recorded."""
    installs: tuple[str, ...] = ()
    """What its own environment is made of; empty for ours."""
    share: float = 1.0
    """Of the pages: slow ones get few, all that there are once at least."""
    stores: bool = True
    """It also fetches and stores; else it is a limit, not a peer."""

    def pages(self, site: Site) -> int:
        """Return how many pages it gets: whole rounds of all bodies, where there are so many."""
        rounds = max(round(len(site.addresses) * self.share) // site.bodies, 1)
        return min(rounds * site.bodies, len(site.addresses))


# Every link is weighed and stored; only what was given is fetched, because its chance is 1.
SETTINGS = """[manners]
delay = 0.0
allow_private = true
[crawl]
per_host = 0
pages = 0
[focus]
min_chance = 0.9999
[judges]
min_relevance = 0.0
"""


def corpuscle(place: Place) -> list[Command]:
    """Everything on: links, judges by a seed, focus, copies, archive, database, search index."""
    (place.folder / "corpuscle.toml").write_text(SETTINGS)
    seeds = [str(DEMO_SEED), str(place.urls)]
    return [[sys.executable, "-m", "crawler", "crawl", *seeds, "--no-discover", "--quiet"]]


def trafilatura_cli(place: Place) -> list[Command]:
    """Its own command: download and JSON, in as many processes as there are cores here."""
    (place.folder / "settings.cfg").write_text(
        defaults_of_trafilatura().replace("SLEEP_TIME = 5.0", "SLEEP_TIME = 0.0")
        .replace("SSRF_PROTECTION = on", "SSRF_PROTECTION = off")
    )  # fmt: skip
    options = ["--json", "--with-metadata", "--parallel", "2", "--config-file", "settings.cfg"]
    return [[place.program("trafilatura"), "-i", str(place.urls), "-o", "out", *options]]


def defaults_of_trafilatura() -> str:
    """Return the settings that trafilatura has by default."""
    import trafilatura  # noqa: PLC0415

    return (Path(trafilatura.__file__).parent / "settings.cfg").read_text()


def minet(place: Place) -> list[Command]:
    """Crawl the list without going further, then extract in both cores."""
    (place.folder / "urls.csv").write_text("url\n" + place.urls.read_text())
    crawl = ["crawl", "url", "-i", "urls.csv", "--max-depth", "0", "--write-files", "--throttle", "0"]
    crawl += ["--threads", "16", "--domain-parallelism", "4", "--silent", "-O", "crawl"]
    extract = ["extract", "-i", "crawl/jobs.csv", "-I", "crawl/pages", "-p", "2", "--unordered"]
    program = place.program("minet")
    return [[program, *crawl], [program, *extract, "--silent", "-o", "extracted.csv"]]


def news_please(place: Place) -> list[Command]:
    """Its crawler for lists, its defaults for reading, JSON files."""
    library = next(place.python.parent.parent.glob("lib/*/site-packages/newsplease/config/config.cfg"))
    config = library.read_text()
    for old, new in (
        ("working_path = ~/news-please-repo/", f"working_path = {place.folder}/"),
        ("ROBOTSTXT_OBEY=True", "ROBOTSTXT_OBEY=False"),
        ("LOG_LEVEL = INFO", "LOG_LEVEL = ERROR"),
    ):
        config = config.replace(old, new)
    (place.folder / "config").mkdir()
    (place.folder / "config" / "config.cfg").write_text(config)
    urls = place.urls.read_text().split()
    # a process for each of these; it looks every ten seconds whether they are done
    sites = [{"url": urls[number::2], "crawler": "Download"} for number in range(2)]
    (place.folder / "config" / "sitelist.hjson").write_text(json.dumps({"base_urls": sites}))
    return [[place.program("news-please"), "-c", f"{place.folder}/config/", "-no-confirm"]]


def peer(script: str) -> Callable[[Place], list[Command]]:
    """Run one of the scripts beside this file."""
    return lambda place: [[str(place.python), str(PEERS / script), str(place.urls)]]


def from_memory(way: str) -> Callable[[Place], list[Command]]:
    """Read alone."""
    return lambda place: [
        [sys.executable, str(PEERS / "from_memory.py"), way, str(place.urls), str(place.pages)]
    ]


def rows(file: str, query: str) -> Callable[[Path], int]:
    """Count in a database."""

    def count(folder: Path) -> int:
        with sqlite3.connect(folder / file) as db:
            return int(db.execute(query).fetchone()[0])

    return count


def json_files(pattern: str, key: str) -> Callable[[Path], int]:
    """Count files that hold an object with a text."""

    def count(folder: Path) -> int:
        return sum(bool(json.loads(path.read_text()).get(key)) for path in folder.glob(pattern))

    return count


def json_lines(folder: Path) -> int:
    """Count lines with a text."""
    return sum(bool(json.loads(line)["text"]) for line in (folder / "articles.jsonl").open())


def extracted_rows(folder: Path) -> int:
    """Count what minet extracted."""
    import csv  # noqa: PLC0415

    csv.field_size_limit(2**31)
    with (folder / "extracted.csv").open(newline="") as file:
        return sum(bool(row["content"]) for row in csv.DictReader(file))


def counted(folder: Path) -> int:
    """Return what a script counted itself."""
    return int(json.loads((folder / "texts.json").read_text()))


KEPT = "select count(*) from articles where text <> ''"
FOUND = "select count(*) from pages where text <> ''"
CANDIDATES = {
    one.name: one
    for one in (
        Candidate(
            "corpuscle", "`corpuscle crawl`, everything on",
            corpuscle, rows("corpus.db", KEPT), ("corpuscle", "scrapy", "trafilatura", "lxml"),
        ),
        Candidate(
            "trafilatura-memory", "limit: trafilatura with metadata, from memory, a process per core",
            from_memory("trafilatura"), counted, ("trafilatura", "lxml"), stores=False,
        ),
        Candidate(
            "read-memory", "limit: our `read()`, from memory, a process per core",
            from_memory("read"), counted, ("corpuscle", "trafilatura", "lxml"), stores=False,
        ),
        Candidate(
            "scrapy", "plain Scrapy, trafilatura in the callback, sqlite-utils",
            peer("plain_scrapy.py"), rows("scrapy.db", FOUND),
            ("scrapy", "trafilatura", "sqlite-utils"), share=0.3,
        ),
        Candidate(
            "minet", "minet crawl, then minet extract",
            minet, extracted_rows, ("minet", "trafilatura", "lxml"),
            installs=("minet", "lxml_html_clean"), share=0.3,
        ),
        Candidate(
            "trafilatura-cli", "trafilatura's command, list of addresses, 2 parallel, JSON",
            trafilatura_cli, json_files("out/**/*.json", "text"), ("trafilatura", "lxml"), share=0.3,
        ),
        Candidate(
            "news-please", "news-please, list of addresses, JSON",
            news_please, json_files("data/**/*.json", "maintext"), ("news-please", "newspaper4k"),
            installs=("news-please", "lxml_html_clean"), share=0.1,
        ),
        Candidate(
            "newspaper4k", "newspaper4k, its own threads, JSON lines",
            peer("newspaper_threads.py"), json_lines, ("newspaper4k", "lxml"),
            installs=("newspaper4k", "lxml_html_clean"), share=0.1,
        ),
    )
}  # fmt: skip
LIMIT = "trafilatura-memory"
PLAIN = "scrapy"
OURS = "corpuscle"
