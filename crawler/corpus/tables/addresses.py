"""Sites, addresses, and what the network answered."""

from __future__ import annotations

from ..schema import Column, Table
from .packing import CONTENT_TYPES, EXTRACTORS, KINDS, STATES, http_date, moment

HOSTS = Table(
    "hosts",
    "Sites asked, and when each may be asked again",
    (
        Column("id", "integer primary key", "Number of the host"),
        Column("host", "text not null unique", "Host, with its port unless that is the default one"),
        Column("next_at", "text not null default ''", "Not asked before this time, UTC; empty for any time"),
        Column("delay", "real", "Seconds between requests that its robots.txt asks for"),
        Column("robots_status", "text", "How its robots.txt was had: ok, missing, unreachable"),
        Column("address", "text", "IP address that answered last"),
        Column(
            "crowded",
            "integer not null default 0",
            "1 if many hosts had this address before: they take turns",
        ),
        Column("latency", "real", "Seconds it takes to answer, latest answers weighing most"),
        Column("slowdown", "real not null default 1", "Factor on its delay, for trouble it had with us"),
        Column("own_delay", "real", "Seconds between requests that a person set for it"),
        Column("provider_delay", "real", "Seconds between requests that it asks for as a search provider"),
        Column("per_day", "integer", "Pages a day that a person set for it"),
        Column("day", "text", "Day of its last fetch, UTC"),
        Column("today", "integer not null default 0", "Pages fetched on that day"),
        Column("fetched", "integer not null default 0", "Pages fetched, each counted once"),
        Column("articles", "integer not null default 0", "Articles kept"),
        Column("failures", "integer not null default 0", "Failures in a row; 0 after a good answer"),
        Column("queued", "integer not null default 0", "Addresses ready to be fetched (kept by triggers)"),
        Column("best", "real not null default -1", "Highest priority among them (kept by triggers)"),
        Column("domain", "text not null default ''", "Domain that was registered for it"),
        Column("run", "integer", "Run that last took an address", "runs(id)"),
        Column("taken", "integer not null default 0", "Addresses that run took"),
    ),
    indexes=(
        # covers the whole question "which hosts, best first, may be asked now?"
        "create index hosts_ready on hosts(best desc, next_at) where queued > 0 and crowded = 0",
        """create index hosts_crowded on hosts(address, best desc, next_at, host)
where queued > 0 and crowded = 1""",
        "create index hosts_address on hosts(address) where address is not null",
        # finds what waits for a clock that was wrong
        "create index hosts_next on hosts(next_at)",
    ),
    label="host",
    sort_desc="articles",
    facets=("robots_status",),
)

SITE_FILES = Table(
    "site_files",
    "What each site says to machines: its robots.txt and its /.well-known/tdmrep.json",
    (
        Column("origin", "text not null", "Scheme, host and port"),
        Column("path", "text not null", "Path of the file"),
        Column("host", "text not null", "Host, with its port unless that is the default one", "hosts(host)"),
        Column("status", "text not null", "How it was had: ok, missing, unreachable"),
        Column("http_status", "integer", "HTTP status of the last answer"),
        Column("fetched_at", "text not null", "UTC"),
        Column("expires_at", "text not null", "When it is asked for again, UTC"),
        Column("trouble", "text", "Why it could not be had"),
        Column("text", "text not null default ''", "What it says"),
    ),
    key=("origin", "path"),
    indexes=("create index site_files_expires on site_files(expires_at)",),
    facets=("path", "status"),
)

IS_READY = "{row}.status = 'queued' and {row}.due_ms is null"

NEW_READY = IS_READY.format(row="new")

OLD_READY = IS_READY.format(row="old")

# Whoever inserts many counts them, and says so by row 0 of `unindexed`: see `indexing.py`.
ALONE = "not exists (select 1 from unindexed where article = 0)"

# Worked out of the address, a host takes no room in ten million rows.
REST = "substr(url, instr(url, '://') + 3)"
HOST = f"coalesce(odd_host, lower(substr({REST}, 1, instr({REST} || '/', '/') - 1)))"

BEST = """coalesce((select millionths / 1e6 from frontier indexed by frontier_ready
    where host_id = {host} and status = 'queued' and due_ms is null
    order by millionths desc, id limit 1), -1)"""

FRONTIER = Table(
    "frontier",
    "Every address ever met, and what became of it",
    (
        Column("id", "integer primary key", "Number of the address; its page and article have the same"),
        Column("url", "text not null", "Address as met"),
        Column("host", "text", "Host, the unit of politeness", generated=HOST),
        Column(
            "status",
            "text not null",
            "queued, claimed (being fetched), done (an article was kept) or refused",
            generated=STATES.sql,
        ),
        Column("reason", "text", "Why it was refused, or what last went wrong", "reasons(slug)"),
        Column("priority", "real", "0..1, higher is fetched sooner", generated="millionths / 1e6"),
        Column("depth", "integer not null", "Links away from the nearest seed"),
        Column("via", "integer", "Page that led here; empty for what a person gave", "frontier(id)"),
        Column(
            "kind",
            "text",
            "Kind of link that led here: seed, related, inline, next, body, navigation, feed, sitemap or "
            "search; archive for what was ingested",
            generated=KINDS.sql,
        ),
        Column("seed", "integer", "Seed whose trail it is on", "seeds(id)"),
        Column(
            "due_at",
            "text",
            "When a failed fetch is tried again, or a settled page is due to be fetched again, UTC",
            generated=moment("due_ms"),
        ),
        Column("hops", "integer not null default 0", "Redirects in a row that led here"),
        Column("attempts", "integer not null default 0", "Failed fetches so far"),
        Column("block", "integer", "Block that its link stands in", "blocks(id)"),
        Column("astray", "integer not null default 0", "Off-topic pages in a row that led here"),
        Column(
            "odds",
            "text",
            "What the priority is made of, in log-odds, a letter for each part: the view chances spells it",
        ),
        Column("detail", "text", "Why exactly it was not asked for, such as the rule of a robots.txt"),
        Column(
            "shape",
            "integer",
            "Its pattern on its host, where a budget turned it down: number of a row of budgets",
        ),
        Column("every", "real", "Seconds between two visits, as far as it is known how often it changes"),
        Column("unchanged", "integer not null default 0", "Visits in a row that brought no change"),
        Column(
            "again",
            "integer",
            "While it is queued to be fetched again: the priority of its first fetch, which it gets back, in "
            "millionths",
        ),
        Column(
            "key",
            "integer not null unique",
            "64-bit hash of the address without scheme, www. and tracking parameters",
        ),
        # in indexes and joins: as text it takes thirty bytes wherever it stands
        Column("host_id", "integer not null", "The same by number", "hosts(id)"),
        Column("odd_host", "text", "Host, where it is not what stands between :// and the next /"),
        Column("state", "text not null", "The first letter of its status"),
        Column("millionths", "integer not null", "The same as priority, in millionths"),
        Column("kind_sign", "text not null", "The same as kind, as a letter"),
        Column("due_ms", "integer", "The same as due_at, in milliseconds since 1970 began"),
    ),
    indexes=(
        """create index frontier_ready on frontier(host_id, millionths desc, id)
where status = 'queued' and due_ms is null""",
        "create index frontier_due on frontier(due_ms) where due_ms is not null and status = 'queued'",
        "create index frontier_settled on frontier(due_ms) where due_ms is not null and status != 'queued'",
        "create index frontier_again on frontier(id) where again is not null",
        "create index frontier_claimed on frontier(id) where status = 'claimed'",
        # with the depth, as a run takes up what one before it turned down as too deep
        "create index frontier_reason on frontier(reason, depth) where status = 'refused'",
        "create index frontier_retrying on frontier(reason) where status = 'queued' and reason is not null",
        "create index frontier_seed on frontier(seed) where depth <= 1",
        # of a site without refusals, three million of others were read: 2 s
        "create index frontier_refused on frontier(host_id) where status = 'refused'",
        "create index frontier_budget on frontier(host_id, shape) where reason = 'budget'",
    ),
    triggers=(
        f"""create trigger frontier_au after update of state, due_ms, millionths on frontier
when ({OLD_READY}) or ({NEW_READY}) begin
  update hosts set queued = queued + ({NEW_READY}) - ({OLD_READY}), best = {BEST.format(host="new.host_id")}
  where id = new.host_id;
end""",
        # an address that goes on under another form of itself, or as a merged corpus knows it
        f"""create trigger frontier_moved after update of host_id on frontier
when {OLD_READY} and old.host_id <> new.host_id begin
  update hosts set queued = queued + iif(id = new.host_id, 1, -1), best = {BEST.format(host="hosts.id")}
  where id in (old.host_id, new.host_id);
end""",
        # we never delete, but people do
        f"""create trigger frontier_ad after delete on frontier when {OLD_READY} begin
  update hosts set queued = queued - 1, best = {BEST.format(host="old.host_id")} where id = old.host_id;
end""",
    ),
    facets=("status", "reason", "kind", "depth"),
    label="url",
    sort_desc="id",
)

PAGES = Table(
    "pages",
    "What the network answered: one row per address fetched",
    (
        Column("id", "integer primary key", "Number of the address in frontier", "frontier(id)"),
        Column("url", "text not null", "Address asked for"),
        Column(
            "final_url",
            "text",
            "Address that answered, or that a redirect points to",
            generated="iif(moved = '', url, moved)",
        ),
        Column("status", "integer", "HTTP status"),
        Column("reason", "text", "Why nothing usable came", "reasons(slug)"),
        Column("detail", "text", "What exactly went wrong"),
        Column("fetched_at", "text not null", "UTC", generated=moment("fetched_ms")),
        Column("seconds", "real", "From asking to the last byte", generated="took_ms / 1e3"),
        Column("content_type", "text", "What the server calls it", generated=CONTENT_TYPES.sql),
        Column("bytes", "integer not null default 0", "Size of the body, decompressed"),
        Column("etag", "text", "Version mark for asking again"),
        Column("last_modified", "text", "Date for asking again", generated=http_date("modified")),
        Column("read_seconds", "real", "CPU seconds spent on reading and judging", generated="read_us / 1e6"),
        Column("address", "text", "IP address that answered"),
        Column("digest", "integer", "First 63 bits of the SHA-1 of the body that was read"),
        Column("robots", "text", "By what robots.txt let us fetch it: a rule as it stands there, or ignored"),
        Column("run", "integer", "Run that fetched it", "runs(id)"),
        Column(
            "extractor",
            "text",
            "What read it, where it has no article that says so",
            generated=EXTRACTORS.sql,
        ),
        Column("moved", "text", "The same as final_url, but empty text where that is the address asked for"),
        Column("fetched_ms", "integer not null", "The same as fetched_at, in milliseconds since 1970 began"),
        Column("took_ms", "integer", "The same as seconds, in milliseconds"),
        Column("type_sign", "text", "The same as content_type, the usual ones as a letter"),
        Column("modified", "any", "The same as last_modified; a proper date in seconds since 1970"),
        Column("read_us", "integer", "The same as read_seconds, in microseconds"),
        Column("read_by", "text", "The same as extractor, in short"),
    ),
    indexes=(
        "create index pages_fetched on pages(fetched_at)",
        # what stands behind the figures of a dashboard
        "create index pages_status on pages(status, fetched_at)",
        "create index pages_seconds on pages(seconds)",
    ),
    facets=("status", "reason", "run"),
    label="url",
    sort_desc="fetched_at",
)
