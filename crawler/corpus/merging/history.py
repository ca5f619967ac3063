"""What another corpus knows beside addresses and texts: seeds, runs, queries, marks, files, releases."""

from __future__ import annotations

import sqlite3

from .rows import bring, translated

IS_NEW = "(select is_new from temp.{table}_here where old = s.{column})"
STANDS = f"exists (select 1 from main.{{table}} t where t.id = {translated('s.{column}', 'addresses')})"

SEEDS = bring(
    "seeds", IS_NEW.format(table="seeds", column="id"), id=translated("s.id", "seeds_here"), page="null",
    recognised_by="null",
)  # fmt: skip
OWN_PAGES = f"""update main.seeds set page = {translated("s.page", "addresses")},
  recognised_by = s.recognised_by
from temp.seeds_here m join source.seeds s on s.id = m.old
where m.new = main.seeds.id and main.seeds.page is null and {STANDS.format(table="pages", column="page")}"""
EDITED = """update main.seeds set edited_terms = s.edited_terms
from temp.seeds_here m join source.seeds s on s.id = m.old
where m.new = main.seeds.id and main.seeds.edited_terms = '[]' and s.edited_terms != '[]'"""
WAITING = "select id from main.seeds where page is null and dropped_at is null"

# Nobody else is at work in a corpus that is merged: what says so was killed.
RUNS = bring(
    "runs", IS_NEW.format(table="runs", column="id"), id=translated("s.id", "runs_here"),
    status="iif(s.status = 'running', 'killed', s.status)",
    stop_reason="iif(s.status = 'running', 'killed', s.stop_reason)",
)  # fmt: skip
OF_RUNS = (
    bring("visits", STANDS.format(table="pages", column="page")),
    bring("crawlers"),
    bring("run_counts"),
    bring("run_hosts"),
    bring("run_alarms", page=f"iif(s.page, {translated('s.page', 'addresses')}, 0)"),
)

BLOCKS = bring("blocks", id=translated("s.id", "blocks_here"))
# Counted anew they would need what each page once showed; what both have seen is mostly the same.
COUNTED = ("tries", "kept", "pages", "links", "fresh")
LARGEST = ", ".join(f"{name} = max(main.blocks.{name}, s.{name})" for name in COUNTED)
COUNT_BLOCKS = f"""update main.blocks set {LARGEST},
  sitewide = iif(s.pages > main.blocks.pages, s.sitewide, main.blocks.sitewide)
from temp.blocks_here m join source.blocks s on s.id = m.old where m.new = main.blocks.id and not m.is_new"""
BUDGETS = bring(
    "budgets",
    over={name: f"max(budgets.{name}, excluded.{name})" for name in ("fetched", "articles", "spent")},
    id="s.id",
)

QUERIES = bring("queries", "(select state from temp.addresses where old = s.id)", over={})
FINDS = bring("finds", STANDS.format(table="queries", column="query"))

MARKS = bring(
    "marks",
    f"""{STANDS.format(table="articles", column="article")} and not exists (select 1 from main.marks t
where t.article = {translated("s.article", "addresses")} and t.marked_at >= s.marked_at)""",
    over={},
)
# Whose mark is that of one corpus, and whose verdicts are those of the other.
MARKED = """select a.new from temp.addresses a left join main.marks t on t.article = a.new
left join source.marks s on s.article = a.old
where not a.is_new and s.relevant is not t.relevant
  and (coalesce(s.marked_at, '') > coalesce(t.marked_at, '')) != a.state"""

INGESTS = bring("ingests", IS_NEW.format(table="ingests", column="id"), id=translated("s.id", "ingests_here"))
FURTHER = ("position", "records", "answers", "articles", "refused", "skipped", "damaged", "status", "detail",
           "finished_at")  # fmt: skip
GO_ON = f"""update main.ingests set {", ".join(f"{name} = s.{name}" for name in FURTHER)}
from temp.ingests_here m join source.ingests s on s.id = m.old
where m.new = main.ingests.id and s.position > main.ingests.position"""
DAMAGES = bring("damages")
# One that was interrupted goes on by numbers that are no more.
REREADS = bring(
    "rereads",
    """s.finished_at is not null and not exists (select 1 from main.rereads t
where t.started_at = s.started_at and t.condition = s.condition)""",
)

NAME = "s.name || iif(exists (select 1 from main.releases t where t.name = s.name), ' of ' || s.made_at, '')"
RELEASES = bring(
    "releases",
    IS_NEW.format(table="releases", column="id"),
    id=translated("s.id", "releases_here"),
    name=NAME,
)
# The text that a release has is the article's own only where that is the same here.
RELEASE_TEXTS = bring(
    "release_texts",
    STANDS.format(table="articles", column="article"),
    text=f"""coalesce(s.text, (select x.text from source.articles x join main.articles t
  on t.id = {translated("s.article", "addresses")} where x.id = s.article and x.text is not t.text))""",
)


def bring_runs(connection: sqlite3.Connection) -> tuple[int, int]:
    """Bring seeds and runs; return how many came."""
    seeds = connection.execute(SEEDS).rowcount
    connection.execute(EDITED)
    return seeds, connection.execute(RUNS).rowcount


def bring_blocks(connection: sqlite3.Connection) -> None:
    """Bring blocks of links and budgets."""
    for sql in (BLOCKS, COUNT_BLOCKS, BUDGETS):
        connection.execute(sql)


def bring_rest(connection: sqlite3.Connection) -> None:
    """Bring what refers to addresses, pages and articles."""
    for sql in (
        OWN_PAGES, *OF_RUNS, QUERIES, FINDS, INGESTS, GO_ON, DAMAGES, REREADS, RELEASES, RELEASE_TEXTS,
    ):  # fmt: skip
        connection.execute(sql)


def bring_marks(connection: sqlite3.Connection) -> list[int]:
    """Bring what people said of articles; return those whose standing must follow."""
    marked = [row["new"] for row in connection.execute(MARKED).fetchall()]
    connection.execute(MARKS)
    return marked
