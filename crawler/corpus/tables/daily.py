"""What each day brought, in counts: dashboards read these and never a million articles.

Triggers keep them as the rows change, whoever changes them. Among a million articles a count by month and
language takes one second with an index that covers it, one by seed, which stands with the address, three to
seventeen; these tables answer in hundredths. A page with sixty links pays half a millisecond for it.
"""

from __future__ import annotations

from ..schema import Column, Table
from .addresses import ALONE, NEW_READY

# Steps of a histogram of relevance.
STEPS = 20
# Where a histogram of the time that answers took is cut, in seconds.
SECONDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 30)

ADD = """on conflict (subject, day, seed, name) do update
  set total = total + excluded.total, kept = kept + excluded.kept"""
ADD_SITE = """on conflict (host, day, seed) do update set articles = articles + excluded.articles,
  kept = kept + excluded.kept, undated = undated + excluded.undated,
  unsigned = unsigned + excluded.unsigned, untitled = untitled + excluded.untitled"""
ADD_MINUTE = """on conflict (minute) do update
  set fetched = fetched + excluded.fetched, kept = kept + excluded.kept"""

# What is counted of an article `a` with its address `f`: subject, name, and whether it adds to the total.
OF_ARTICLE = (
    ("language", "coalesce({a}.language, '')", 1),
    ("relevance", f"coalesce(max(min(cast({{a}}.relevance * {STEPS} as integer), {STEPS - 1}), 0), '')", 1),
    ("kind", "{f}.kind", 0),  # its total is what was fetched
    ("read", "{f}.kind", 1),
)
STEP_OF_SECONDS = " ".join(f"when {{p}}.seconds < {limit} then '{limit}'" for limit in SECONDS)
# What is counted of a page `p` with its address `f`.
OF_PAGE = (
    ("kind", "{f}.kind"),
    ("status", "coalesce({p}.status, {p}.reason, '')"),
    ("seconds", f"case when {{p}}.seconds is null then '' {STEP_OF_SECONDS} else 'more' end"),
)
MISSING = "({{kept}} and coalesce({{a}}.{column}, '') = '')"
OF_SITE = {
    "articles": "1",
    "kept": "{kept}",
    "undated": MISSING.format(column="published"),
    "unsigned": MISSING.format(column="author"),
    "untitled": MISSING.format(column="title"),
}  # fmt: skip


def count_article(a: str, f: str, source: str, sign: str = "+") -> str:
    """Return statements that count articles, or take them off, where `source` gives `a`, `f` or both."""
    kept, day, seed = f"({a}.reason is null)", f"substr({a}.first_seen, 1, 10)", f"coalesce({f}.seed, 0)"
    facts = "\n  union all ".join(
        f"select '{subject}', {day}, {seed}, {name.format(a=a, f=f)}, {sign}{total}, {sign}{kept}{source}"
        for subject, name, total in OF_ARTICLE
    )
    sums = ", ".join(f"{sign}{column.format(a=a, kept=kept)}" for column in OF_SITE.values())
    return f"""insert into daily_counts (subject, day, seed, name, total, kept)
  select * from ({facts}) where true {ADD};
  insert into daily_sites (host, day, seed, {", ".join(OF_SITE)})
  select {f}.host, {day}, {seed}, {sums}{source} {ADD_SITE};
  insert into minutes (minute, fetched, kept)
  select substr({a}.first_seen, 1, 16), 0, {sign}{kept}{source} {ADD_MINUTE};"""


def count_page(p: str, source: str) -> str:
    """Return statements that count answers, where `source` gives their addresses `f`, and `p` if need be."""
    facts = "\n  union all ".join(
        f"select '{subject}', substr({p}.fetched_at, 1, 10), coalesce(f.seed, 0), "
        f"{name.format(p=p, f='f')}, 1, 0{source}"
        for subject, name in OF_PAGE
    )
    return f"""insert into daily_counts (subject, day, seed, name, total, kept)
  select * from ({facts}) where true {ADD};
  insert into minutes (minute, fetched, kept)
  select substr({p}.fetched_at, 1, 16), 1, 0{source} {ADD_MINUTE};"""


def count_refusal(f: str, sign: str = "+") -> str:
    """Return a statement that counts an address that is refused, if it is, on the day this is known."""
    return f"""insert into daily_counts (subject, day, seed, name, total, kept)
  select 'refusal', strftime('%Y-%m-%d', 'now'), coalesce({f}.seed, 0), coalesce({f}.reason, ''), {sign}1, 0
  where {f}.status = 'refused' {ADD};"""


ITS_ADDRESS = " from frontier f where f.id = {row}.id"
# What waits is counted at the end, as it is then.
WAITS = "{row}.id in (select article from unindexed)"
ITS_ARTICLE = f" from articles a where a.id = new.id and not {WAITS.format(row='a')}"
PAGE_WAITS = "new.id in (select page from uncounted)"
COUNT_WAITING = (
    *count_article(
        "a",
        "f",
        " from unindexed u cross join articles a on a.id = u.article"
        " cross join frontier f on f.id = a.id where true",
    ).split(";\n"),
    *count_page(
        "p",
        " from uncounted u cross join pages p on p.id = u.page"
        " cross join frontier f on f.id = p.id where true",
    ).split(";\n"),
)
"""Statements that count what waits, at the end of a transaction.

The joins are `cross`, which SQLite takes in the order they are written in: it has no notion of how few wait,
and would go through all articles instead.
"""
COUNTED = "first_ms, language, relevance, reason, published, author, title"
STANDING = "({row}.status, {row}.reason, {row}.seed)"
PLACE = "({row}.host_id, {row}.seed, {row}.kind_sign)"


def differs(columns: str) -> str:
    """Return a condition: something of a row has changed."""
    return f"{columns.format(row='old')} is not {columns.format(row='new')}"


TRIGGERS = (
    f"""create trigger count_new_article after insert on articles when {ALONE} begin
  {count_article("new", "f", ITS_ADDRESS.format(row="new"))}
end""",
    f"""create trigger count_changed_article after update of {COUNTED} on articles
when not {WAITS.format(row="old")}
and {differs("(" + ", ".join("{row}." + name for name in COUNTED.split(", ")) + ")")} begin
  {count_article("old", "f", ITS_ADDRESS.format(row="old"), "-")}
  {count_article("new", "f", ITS_ADDRESS.format(row="new"))}
end""",
    # before, as the search index lets it wait no more then
    f"""create trigger count_lost_article before delete on articles when not {WAITS.format(row="old")} begin
  {count_article("old", "f", ITS_ADDRESS.format(row="old"), "-")}
end""",
    f"""create trigger count_moved_article after update of host_id, seed, kind_sign on frontier
when {differs(PLACE)} begin
  {count_article("a", "old", ITS_ARTICLE, "-")}
  {count_article("a", "new", ITS_ARTICLE)}
end""",
    f"""create trigger count_new_page after insert on pages when {ALONE} begin
  {count_page("new", ITS_ADDRESS.format(row="new"))}
end""",
    f"""create trigger count_page_later after insert on pages when not {ALONE} begin
  insert into uncounted (page) values (new.id);
end""",
    f"""create trigger count_page_again after update of fetched_ms on pages
when old.fetched_ms != new.fetched_ms and not {PAGE_WAITS} begin
  {count_page("new", ITS_ADDRESS.format(row="new"))}
end""",
    f"""create trigger count_waiting_page_again after update of fetched_ms on pages
when old.fetched_ms != new.fetched_ms and {PAGE_WAITS} begin
  {count_page("old", ITS_ADDRESS.format(row="old"))}
end""",
    # one trigger, as each costs an address a sixth of its time: what is ready is counted with it
    f"""create trigger count_new_address after insert on frontier when {ALONE} begin
  update hosts set queued = queued + 1, best = max(best, new.priority) where id = new.host_id and {NEW_READY};
  {count_refusal("new")}
end""",
    f"""create trigger count_changed_refusal after update of state, reason, seed on frontier
when 'refused' in (old.status, new.status) and {differs(STANDING)} begin
  {count_refusal("old", "-")}
  {count_refusal("new")}
end""",
    f"""create trigger count_lost_refusal after delete on frontier when old.status = 'refused' begin
  {count_refusal("old", "-")}
end""",
)

DAILY_COUNTS = Table(
    "daily_counts",
    "What each day brought, by language, relevance, kind of link, answer and reason (kept by triggers)",
    (
        Column(
            "subject",
            "text not null",
            "What is counted: articles by language, relevance or kind of the link that led there (read), "
            "pages fetched by kind, status or seconds, addresses turned down by reason (refusal)",
        ),
        Column("day", "text not null", "Day it was read, fetched or turned down, UTC"),
        Column("seed", "integer not null", "Seed whose trail it is on; 0 for none"),
        Column(
            "name",
            "text not null",
            "Language, twentieth of relevance, kind of link, HTTP status or what came in its place, less "
            "than how many seconds, reason",
        ),
        Column("total", "integer not null", "How many there are; what is not refused any more is taken off"),
        Column("kept", "integer not null", "How many of them are kept articles"),
    ),
    key=("subject", "day", "seed", "name"),
    triggers=TRIGGERS,
    hidden=True,
)

DAILY_SITES = Table(
    "daily_sites",
    "What each site brought on each day, and what its articles lack (kept by triggers)",
    (
        Column("host", "text not null", "Host"),
        Column("day", "text not null", "Day the articles were first read, UTC"),
        Column("seed", "integer not null", "Seed whose trail they are on; 0 for none"),
        Column("articles", "integer not null", "Articles read"),
        Column("kept", "integer not null", "How many of them are kept"),
        Column("undated", "integer not null", "Kept articles without a date of publication"),
        Column("unsigned", "integer not null", "Kept articles without an author"),
        Column("untitled", "integer not null", "Kept articles without a title"),
    ),
    key=("host", "day", "seed"),
    hidden=True,
)

MINUTES = Table(
    "minutes",
    "Pages fetched and articles kept in each minute (kept by triggers)",
    (
        Column("minute", "text not null", "UTC"),
        Column("fetched", "integer not null", "Pages fetched"),
        Column("kept", "integer not null", "Articles first read in it that are kept"),
    ),
    key=("minute",),
    hidden=True,
)

UNCOUNTED = Table(
    "uncounted",
    "Pages that wait to be counted; empty but within a transaction",
    (Column("page", "integer primary key", "Number of the page"),),
    hidden=True,
)
