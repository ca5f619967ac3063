"""Which hosts may be asked now."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection

from ... import clock
from .allowance import Allowance

# With `only_asks` hosts of queries: these are few, and listed once for each question.
MAY_BE_ASKED = """best >= :least and next_at <= :now
  and (:per_host is null or run is not :run or taken < :per_host)
  and (day is not :day or coalesce(per_day, :per_day) is null or today < coalesce(per_day, :per_day))
  and (not :only_asks or id in (select f.host_id from queries q cross join frontier f on f.id = q.id
    where f.status = 'queued' and f.due_ms is null))"""
FACTS = "id, host, delay, own_delay, provider_delay, latency, slowdown, address, fetched, best, next_at"
READY_HOSTS = f"""select {FACTS} from hosts indexed by hosts_ready
where queued > 0 and crowded = 0 and {MAY_BE_ASKED}
  and (address is null or address not in (select value from json_each(:full)))
order by best desc, next_at limit :limit"""
# The best host of each address that is crowded: a walk from address to address, not over its hosts.
READY_CROWDS = f"""with recursive crowds (address) as (
  select min(address) from hosts indexed by hosts_crowded where queued > 0 and crowded = 1
  union all
  select (select min(h.address) from hosts h indexed by hosts_crowded
    where h.queued > 0 and h.crowded = 1 and h.address > crowds.address)
  from crowds where address is not null limit :crowds)
select {FACTS} from hosts where id in (
  select (select id from hosts h indexed by hosts_crowded
    where h.address = crowds.address and queued > 0 and crowded = 1 and {MAY_BE_ASKED}
      and host not in (select value from json_each(:busy))
    order by best desc, next_at limit 1)
  from crowds where address is not null and address not in (select value from json_each(:full)))"""
MOST_CROWDS = 1_000  # addresses looked at in one claim, 3 ms; only a very wide crawl has more
NEXT_HOST = f"""select min(next_at) from hosts where queued > 0 and {MAY_BE_ASKED}
  and (not :only_asks or failures = 0)"""
EXPLORED = 100  # hosts, the best that may be asked, among which exploration chooses
ALWAYS = "9999"  # later than the end of any rest


def ready_hosts(
    connection: sqlite3.Connection,
    limit: int,
    allowance: Allowance,
    busy: Collection[str],
    full: Collection[str],
) -> list[sqlite3.Row]:
    """Return hosts that may be asked now, best first; none in `busy`, none at an IP address in `full`."""
    values = allowance.budget | {
        "now": clock.now(),
        "limit": max(limit + len(busy), EXPLORED if allowance.explore else 0),
        "full": json.dumps(list(full)),
        "busy": json.dumps(list(busy)),
        "crowds": MOST_CROWDS,
    }
    hosts = connection.execute(READY_HOSTS, values).fetchall()
    crowds = connection.execute(READY_CROWDS, values).fetchall()
    if crowds:
        hosts = sorted(hosts + crowds, key=lambda row: (-row["best"], row["next_at"]))
    return [row for row in hosts if row["host"] not in busy]


def next_ready(connection: sqlite3.Connection, allowance: Allowance) -> str | None:
    """Return when the first host that has had no more than its share may be asked."""
    (moment,) = connection.execute(NEXT_HOST, allowance.budget | {"now": ALWAYS}).fetchone()
    return moment if moment is None else str(moment)
