"""Imports go downwards only, and what is heavy waits until it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import crawler

ROOT = Path(crawler.__file__).parent
# Each room may import those below it, never one above or beside it.
FLOORS = (
    {"__main__"},
    {"cli"},
    {"unattended"},
    {"terminal"},
    {"scale"},
    {"bot", "batch", "publish", "export", "preloaded"},
    {"corpus", "workers"},
    {"reader"},
    {"focus", "discover"},
    {"judges", "likeness", "seeds", "demo", "archive"},
    {"reading"},
    {"rules"},
    {"records", "lists"},
    {"urls"},
    {"timing"},
    {"traps", "shapes", "domains"},
    {"settings"},
    {
        "schedule",
        "reasons",
        "clock",
        "vocabulary",
        "networks",
        "contact",
        "hours",
        "citation",
        "cache",
        "cut",
        "letters",
        "spreadsheets",
        "packing",
        "pool",
        "forks",
        "without",
        "hashes",
    },
    {"tokens", "line"},
)
LEVELS = {room: level for level, rooms in enumerate(FLOORS) for room in rooms}
HEAVY = (
    "scrapy",
    "twisted",
    "trafilatura",
    "datasette",
    "lxml",
    "sqlite_utils",
    "justext",
    "rich",
    "ray",
)
FILES = sorted(ROOT.rglob("*.py"))


def module_of(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def is_for_types(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def imports(tree, *, types=True):
    """Every import statement, those for type checkers only if asked for."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif types or not is_for_types(node):
            yield from imports(node, types=types)


def names(node, path):
    """The modules that a statement imports, by their full names."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = module_of(path) if path.name == "__init__.py" else module_of(path)[:-1]
    start = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
    base = ".".join(filter(None, [start, node.module or ""]))
    return [f"{base}.{alias.name}" for alias in node.names]


@cache
def imported(path, *, types=True):
    tree = ast.parse(path.read_text("utf-8"))
    return list(chain.from_iterable(names(node, path) for node in imports(tree, types=types)))


def room_of(name):
    parts = name.split(".")
    return parts[1] if parts[0] == "crawler" and len(parts) > 1 and parts[1] in LEVELS else None


def ours(path):
    return module_of(path)[1] if len(module_of(path)) > 1 else None


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_downwards(path):
    room = ours(path)
    if room is None:  # crawler/__init__.py offers what is in all rooms
        return
    assert room in LEVELS, f"say in FLOORS where {room} stands"
    others = {other for name in imported(path) if (other := room_of(name)) and other != room}
    assert [other for other in sorted(others) if LEVELS[other] <= LEVELS[room]] == []


@pytest.mark.parametrize(
    ("package", "room"),
    [
        ("scrapy", "bot"),
        ("twisted", "bot"),
        ("datasette", "publish"),
        ("ray", "scale"),
    ],
)
def test_a_library_has_one_room(package, room):
    users = {ours(path) for path in FILES if any(name.split(".")[0] == package for name in imported(path))}
    assert users <= {room}


def test_every_room_stands_on_the_map():
    text = (ROOT.parent / "docs" / "how-it-works.md").read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    rooms = [path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()]
    assert [room for room in rooms if not any(f"{room}/`" in row for row in rows)] == []


def test_the_walk_sees_imports_in_every_form():
    package = ROOT / "corpus" / "save.py"
    seen = imported(package)
    assert "crawler.reasons.Reason" in seen
    assert "crawler.corpus.frontier.Frontier" in seen
    assert "sqlite3" in seen
    assert room_of("crawler.settings.Manners") == "settings"


def loaded(*arguments):
    """Heavy packages that a call of the command line loads."""
    code = """
import sys
from crawler.cli import main
sys.argv = ["corpuscle", *sys.argv[1:]]
try:
    main()
finally:
    print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules}))
"""
    command = [sys.executable, "-c", code, *arguments]
    out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return set(out.rpartition("LOADED ")[2].split()) & set(HEAVY)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("crawl", "--help"), ("nonsense",)])
def test_help_is_instant(arguments):
    assert loaded(*arguments) == set()


def modules(*arguments):
    """All that a call of the command line loads; it must succeed."""
    call = "cli(sys.argv[1:], standalone_mode=False)"
    code = f"import sys; from crawler.cli import cli; {call}; print(*sys.modules)"
    command = [sys.executable, "-c", code, *arguments]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return set(out.rpartition("\n")[0].rpartition("\n")[2].split())


def test_help_loads_no_command():
    code = "import sys, crawler.cli as c; c.cli.get_help(c.cli.make_context('c', [], resilient_parsing=True))"
    out = subprocess.run(
        [sys.executable, "-c", f"{code}; print(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout
    assert {name for name in out.split() if name.startswith("crawler")} == {"crawler", "crawler.cli"}


# What costs time, by the libraries that our own modules would load it with.
UNASKED = (
    "crawler.corpus.corpus", "crawler.records", "crawler.settings", "crawler.urls", "crawler.likeness",
    "crawler.judges", "crawler.reading", "crawler.seeds", "crawler.focus", "sqlite_utils", "filelock",
    "w3lib", "urllib.request", "http.client", "email", "ssl", "tomllib", "asyncio", "logging", "tempfile",
    "importlib.metadata", "scrapy", "twisted", "trafilatura", "datasette", "lxml",
)  # fmt: skip


@pytest.mark.parametrize(("options", "more"), [((), ()), (("--json",), ("rich", "crawler.terminal"))])
def test_status_needs_no_crawler(tmp_path, options, more):
    db = tmp_path / "corpus.db"
    crawler.Corpus(db, create=True).close()
    found = modules("status", "--db", str(db), *options)
    assert {"sqlite3", "crawler.corpus.status"} <= found
    assert found & {*UNASKED, *more} == set()


def test_what_only_asks_a_corpus_needs_no_crawler(tmp_path):
    db = tmp_path / "corpus.db"
    with crawler.Corpus(db, create=True) as corpus:
        corpus.plant([], ["https://a.example/story"])
    found = modules("why", "https://a.example/story", "--db", str(db))
    assert "crawler.corpus.why" in found
    assert (
        found & {"crawler.corpus.corpus", "crawler.judges", "sqlite_utils", "filelock", "http.client"}
        == set()
    )


@pytest.mark.parametrize("module", ["crawler.corpus", "crawler.settings", "crawler.urls", "crawler.records"])
def test_a_module_alone_loads_no_reactor(module):
    code = f"import sys, {module}; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"scrapy", "twisted", "trafilatura", "datasette"} & set(out.split())


def test_the_main_process_of_a_crawl_has_no_extractor():
    code = "import sys, crawler.bot, crawler.seeds; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "scrapy" in out.split()
    found = set(out.split())
    assert not {"trafilatura", "htmldate", "dateparser", "pandas", "fsspec"} & found
    assert "crawler.judges.quality.judge" not in found


def test_what_an_archive_does_without_is_there_for_others():
    code = "import sys, crawler.archive.warc; print(*sys.modules); import fsspec"
    pytest.importorskip("fsspec")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "warcio.utils" in out.split()
    assert "fsspec" not in out.split()


def test_a_new_corpus_needs_no_pandas(tmp_path):
    code = f"""
import sys
from crawler.corpus import Corpus
Corpus({str(tmp_path / "new.db")!r}, create=True).close()
print(*sys.modules)
import pandas
"""
    pytest.importorskip("pandas")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "sqlite_utils" in out.split()
    assert "pandas" not in out.split()


def parts_of_scrapy(kind, **overrules):
    from scrapy.settings import Settings  # noqa: PLC0415

    from crawler.bot.addon import CorpuscleAddon  # noqa: PLC0415

    settings = Settings()
    for name, value in overrules.items():
        settings.set(name, value, "cmdline")
    CorpuscleAddon().update_settings(settings)
    return settings.get_component_priority_dict_with_base(kind)


def test_a_crawl_does_not_load_what_would_control_it_from_afar():
    from scrapy.settings import default_settings  # noqa: PLC0415

    remote_control = "scrapy.extensions.remote_control.RemoteControl"
    assert remote_control in default_settings.EXTENSIONS_BASE
    assert remote_control not in parts_of_scrapy("EXTENSIONS")


def test_a_crawl_loads_of_scrapy_only_what_is_switched_on():
    cookies = "scrapy.downloadermiddlewares.cookies.CookiesMiddleware"
    assert cookies not in parts_of_scrapy("DOWNLOADER_MIDDLEWARES")
    assert cookies in parts_of_scrapy("DOWNLOADER_MIDDLEWARES", COOKIES_ENABLED="1")
