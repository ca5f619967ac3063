"""New articles: what joined the corpus last, of all, of one seed or of one site."""

from __future__ import annotations

from dataclasses import dataclass

from datasette.utils.asgi import Response

from ..excerpts import Excerpts
from ..visit import Row, Visit

SHOWN = 30
# Newest first by index; who asks for one seed or site reads through what joined last, this many at a
# time: 50 ms among a million articles.
LOOKED_THROUGH = 5_000
OPENING = 300  # characters
END = "9999"  # later than any time
CARD = f"""a.id, a.url, a.title, a.author, a.site, a.published, a.language, a.words, a.relevance,
  a.first_seen, substr(coalesce(nullif(a.description, ''), a.text), 1, {OPENING}) as opening"""
PASSED = f"""select id, first_seen from articles indexed by articles_reason
where reason is null and (first_seen, id) < (:before, :below)
order by first_seen desc, id desc limit {LOOKED_THROUGH}"""
NEWEST = f"""select {CARD} from articles a indexed by articles_reason
where a.reason is null and (a.first_seen, a.id) < (:before, :below)
order by a.first_seen desc, a.id desc limit :limit"""
NEWEST_OF = f"""select {CARD} from ({PASSED}) late cross join articles a on a.id = late.id
cross join frontier f on f.id = late.id
where (:seed = '' or f.seed = :seed) and (:site = '' or f.host = :site)
order by late.first_seen desc, late.id desc limit :limit"""
LAST_PASSED = f"select id, first_seen from ({PASSED}) order by first_seen, id limit 1"
SEED = "select id, title, path from seeds where id = ?"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles are asked for, and which of them were shown already."""

    seed: int | str = ""
    site: str = ""
    before: str = END
    below: int = 0

    @classmethod
    def of(cls, visit: Visit) -> Wanted:
        """Read the query of an address."""
        seed = visit.number("seed") or ""
        return cls(seed, visit.input("site"), visit.input("before") or END, visit.number("below"))

    @property
    def filters(self) -> dict[str, int | str]:
        """What narrows it, for links that lead on."""
        return {"seed": self.seed, "site": self.site}

    @property
    def is_narrow(self) -> bool:
        """Whether only some of the articles are wanted."""
        return any(self.filters.values())

    def values(self, limit: int) -> dict[str, int | str]:
        """Return what SQL wants to know."""
        return self.filters | {"before": self.before, "below": self.below, "limit": limit}


async def newest(visit: Visit, wanted: Wanted | None = None, limit: int = SHOWN) -> list[Row]:
    """Return what joined last."""
    wanted = wanted or Wanted()
    rows = await visit.rows(NEWEST_OF if wanted.is_narrow else NEWEST, wanted.values(limit))
    excerpts = Excerpts.of(visit.datasette, visit.database)
    return [row | {"opening": excerpts.shown(row["opening"] or "")} for row in rows]


async def older(visit: Visit, wanted: Wanted, rows: list[Row]) -> str | None:
    """Return the address of the page after these rows; None if there is nothing more."""
    if len(rows) <= SHOWN:
        passed = await visit.rows(LAST_PASSED, wanted.values(1)) if wanted.is_narrow else []
        rows = [*rows, *passed] if await goes_on(visit, passed) else []
        last = rows[-1] if rows else None
    else:
        last = rows[SHOWN - 1]
    return visit.url("new", before=last["first_seen"], below=last["id"], **wanted.filters) if last else None


async def goes_on(visit: Visit, passed: list[Row]) -> bool:
    """Say whether there is anything behind what was looked through."""
    if not passed:
        return False
    beyond = Wanted(before=passed[0]["first_seen"], below=passed[0]["id"])
    return bool(await visit.rows(LAST_PASSED, beyond.values(1)))


async def view(visit: Visit) -> Response:
    """Return the page."""
    wanted = Wanted.of(visit)
    rows = await newest(visit, wanted, SHOWN + 1)
    seeds = await visit.rows(SEED, (wanted.seed,)) if wanted.seed else []
    return await visit.page(
        "new",
        articles=rows[:SHOWN], wanted=wanted, older=await older(visit, wanted, rows),
        seed=seeds[0] if seeds else None, is_first=wanted.before == END,
        feed=visit.url("feed", **wanted.filters),
    )  # fmt: skip
