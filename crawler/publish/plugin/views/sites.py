"""Sites: what each has brought, and how it is with them."""

from __future__ import annotations

from datasette.utils.asgi import Response

from ..memory import memory
from ..visit import Visit
from .new import CARD

SHOWN = 200
NEWEST = 20
# All addresses of a host lie together in the index of addresses: "0" is what follows "/". The newest of
# a few thousand are found at once; of a larger site, of those that come first by address.
MOST = 2_000
SITES = f"""select host, articles, fetched, robots_status, failures, queued from hosts
where fetched > 0 order by articles desc, fetched desc, host limit {SHOWN}"""
SITE = "select * from hosts where host = ?"
ARTICLES = f"""select {CARD} from (
  select own.id from (
    select id from articles where url >= 'https://' || :host || '/' and url < 'https://' || :host || '0'
    union all
    select id from articles where url >= 'http://' || :host || '/' and url < 'http://' || :host || '0'
    limit {MOST}
  ) own cross join articles b on b.id = own.id
  where b.reason is null order by b.first_seen desc, b.id desc limit {NEWEST}
) newest cross join articles a on a.id = newest.id order by a.first_seen desc, a.id desc"""
BLOCKS = """select kind, heading, tries, kept, sitewide from blocks where host = ? and tries > 0
order by kept desc, tries desc limit 10"""


async def view(visit: Visit) -> Response:
    """Return the sites that have brought most."""
    return await visit.page("sites", sites=await memory(visit.datasette).rows(visit, SITES), shown=SHOWN)


async def one(visit: Visit) -> Response:
    """Return one site with its newest articles."""
    host = visit.parts["host"]
    found = await visit.rows(SITE, (host,))
    if not found:
        return await visit.missing(f"{host} was never met.")
    return await visit.page(
        "site",
        here="sites",
        site=found[0],
        articles=await visit.rows(ARTICLES, {"host": host}),
        blocks=await visit.rows(BLOCKS, (host,)),
    )
