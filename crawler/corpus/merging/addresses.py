"""Addresses that two corpora know: one row each, with what became of them and the better trail."""

from __future__ import annotations

import sqlite3

from ..before import FORBIDDEN
from ..evidence import REOPENABLE
from ..tables.daily import ADD
from .rows import bring, number, translated


def listed(reasons: frozenset[str] | tuple[str, ...]) -> str:
    """Return reasons as SQL."""
    return ", ".join(f"'{reason}'" for reason in sorted(reasons))


# How much is known of an address `f` with its page `p`: nothing settled that better evidence could not
# open, queued, refused unasked, asked, an article (or the word of its site that there must be none).
KNOWN = """case when {f}.reason = 'taken-down' then 5
  when exists (select 1 from {corpus}.articles a where a.id = {f}.id) or {p}.reason in ({forbidden}) then 4
  when {p}.id is not null then 3
  when {f}.status != 'refused' then 1 when {f}.reason in ({reopenable}) then 0 else 2 end"""
LISTS = {"forbidden": listed(FORBIDDEN), "reopenable": listed(REOPENABLE)}
ASKED = 3

DROP = "drop table if exists temp.addresses"
CREATE = """create temp table addresses (
  old integer primary key, new integer not null, is_new integer not null,
  state integer not null, trail integer not null)"""
# `state`: what became of it in the source holds; `trail`: how the source came to it does. Of two trails
# of pages that both have asked the one nearer to a seed holds, ours if they are equal: so no trail can
# lead back to itself, since it never leads away from a seed.
SAME = f"""insert into temp.addresses (old, new, is_new, state, trail)
with known as (
  select s.id as old, t.id as new, s.depth < t.depth as is_nearer, s.priority > t.priority as is_likelier,
    coalesce(sp.fetched_at, '') > coalesce(tp.fetched_at, '') as is_newer,
    {KNOWN.format(f="s", p="sp", corpus="source", **LISTS)} as theirs,
    {KNOWN.format(f="t", p="tp", corpus="main", **LISTS)} as ours
  from source.frontier s join main.frontier t on t.key = s.key
  left join source.pages sp on sp.id = s.id left join main.pages tp on tp.id = t.id
),
weighed as (
  select *, theirs < 5 and (theirs > ours
    or (theirs = ours and iif(ours >= {ASKED}, is_newer, ours = 1 and is_likelier))) as state
  from known
)
select old, new, 0, state, iif(theirs >= {ASKED} and ours >= {ASKED}, is_nearer, state) from weighed"""
NEW = """insert into temp.addresses (old, new, is_new, state, trail)
select id, (select coalesce(max(id), 0) from main.frontier) + row_number() over (order by id), 1, 1, 1
from source.frontier s where not exists (select 1 from temp.addresses where old = s.id)"""
HOW_MANY_NEW = "select coalesce(sum(is_new), 0) from temp.addresses"
BY_NUMBER = "create index temp.addresses_new on addresses(new)"

STATE = "iif(s.state = 'c', 'q', s.state)"
BRING = bring(
    "frontier",
    "(select is_new from temp.addresses where old = s.id)",
    id=translated("s.id", "addresses"),
    state=STATE,
)
STANDING = ("url", "odd_host", "reason", "due_ms", "attempts", "detail", "shape", "every", "unchanged")
SETTLE = f"""update main.frontier set state = {STATE}, {", ".join(f"{name} = s.{name}" for name in STANDING)},
  host_id = {translated("s.host_id", "hosts_here")}
from temp.addresses a join source.frontier s on s.id = a.old
where a.new = main.frontier.id and a.state and not a.is_new"""
TRAIL = ("depth", "kind_sign", "hops", "astray", "odds", "millionths", "again")
LEAD = f"""update main.frontier set {", ".join(f"{name} = s.{name}" for name in TRAIL)},
  via = {translated("s.via", "addresses")}, seed = {translated("s.seed", "seeds_here")},
  block = {translated("s.block", "blocks_here")}
from temp.addresses a join source.frontier s on s.id = a.old
where a.new = main.frontier.id and a.trail and not a.is_new"""

# Of a host that both have asked, the one that asked it more often knows it better.
LEARNED = (
    "delay", "robots_status", "address", "crowded", "latency", "slowdown", "failures", "fetched", "day",
    "today",
)  # fmt: skip
HOSTS = bring("hosts", id=translated("s.id", "hosts_here"), queued="0", best="-1")
KNOW_BETTER = f"""update main.hosts set {", ".join(f"{name} = s.{name}" for name in LEARNED)}
from source.hosts s where s.host = main.hosts.host and s.fetched > main.hosts.fetched"""
HEED = """update main.hosts set next_at = max(main.hosts.next_at, s.next_at),
  own_delay = coalesce(main.hosts.own_delay, s.own_delay), per_day = coalesce(main.hosts.per_day, s.per_day),
  provider_delay = coalesce(main.hosts.provider_delay, s.provider_delay)
from source.hosts s where s.host = main.hosts.host"""
SITE_FILES = bring(
    "site_files",
    """not exists (select 1 from main.site_files t
where t.origin = s.origin and t.path = s.path and t.fetched_at >= s.fetched_at)""",
    over={},
)
COUNT_HOSTS = """with counts as (
  select f.host_id, count(*) as articles from main.articles a join main.frontier f on f.id = a.id
  where a.reason is null group by f.host_id
)
update main.hosts set articles = coalesce((select articles from counts where host_id = main.hosts.id), 0)
where host in (select host from source.hosts)"""


# On the day on which it is known that they were refused, which is not that of the merge: not by the trigger.
COUNTING = "select sql from main.sqlite_master where name = 'count_new_address'"
STOP_COUNTING = "drop trigger main.count_new_address"
COUNT_QUEUED = """update main.hosts set queued = queued + n.ready, best = max(best, n.highest) from (
  select f.host_id, count(*) as ready, max(f.priority) as highest
  from temp.addresses a join main.frontier f on f.id = a.new
  where a.is_new and f.status = 'queued' and f.due_ms is null group by f.host_id
) n where n.host_id = main.hosts.id"""
COUNT_REFUSALS = f"""insert into main.daily_counts (subject, day, seed, name, total, kept)
select 'refusal', substr(coalesce(p.fetched_at, v.fetched_at, ''), 1, 10), coalesce(f.seed, 0),
  coalesce(f.reason, ''), count(*), 0
from temp.addresses a join main.frontier f on f.id = a.new left join source.frontier s on s.id = a.old
left join source.pages p on p.id = a.old left join source.pages v on v.id = s.via
where a.is_new and f.status = 'refused' group by 2, 3, 4 {ADD}"""


def number_addresses(connection: sqlite3.Connection) -> None:
    """Say which addresses are which here, and whose word holds on each."""
    for sql in (DROP, CREATE, SAME, NEW, BY_NUMBER):
        connection.execute(sql)


def bring_hosts(connection: sqlite3.Connection) -> None:
    """Bring hosts, and what is known of those that are here."""
    number(connection, "hosts")
    for sql in (HOSTS, KNOW_BETTER, HEED, SITE_FILES):
        connection.execute(sql)


def bring_addresses(connection: sqlite3.Connection) -> int:
    """Bring addresses; return how many are new."""
    connection.execute(SETTLE)
    connection.execute(LEAD)
    (new,) = connection.execute(HOW_MANY_NEW).fetchone()
    if new:
        (counting,) = connection.execute(COUNTING).fetchone()
        connection.execute(STOP_COUNTING)
        for sql in (BRING, COUNT_QUEUED, COUNT_REFUSALS):
            connection.execute(sql)
        connection.execute(counting)
    return int(new)
