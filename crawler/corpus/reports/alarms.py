"""What is not as it always was: a site whose texts or dates vanish, a list that brings nothing any more.

Each alarm is one plain test. A few pages prove nothing, and what varies by nature must not cry wolf:
so a share must have fallen to less than half of what it was, beyond chance.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from ..event import Event
from ..runs import Stop

# Of a thousand comparisons of sites where a share fell to just half, one raises an alarm; where nothing
# changed, hardly ever one does. It takes eleven pages without a single date to say that dates vanished.
CHANCE = 0.001
EARLIER = 20  # runs that are compared with
ENOUGH = 20  # pages in these, below which there is no "always"
WHOLE = (Stop.FRONTIER, Stop.UNPROMISING, Stop.DEPTH, Stop.WAITING)
BROUGHT = 3  # runs in which a list must have brought something to be missed when it doesn't

NOW = "select host, looked, texts, dated, words from run_hosts where run = ? and looked > 0"
BEFORE = f"""select looked, texts, dated, words from run_hosts
where host = ? and run < ? and looked > 0 order by run desc limit {EARLIER}"""
LISTS = f"""select v.page, v.event, v.reason, f.host, f.url, f.kind
from visits v cross join frontier f on f.id = v.page where v.run = ? and exists (
  select 1 from visits e where e.page = v.page and e.run < v.run and e.event = '{Event.LIST}')"""
# A run that was cut short did not get to what its lists offered, which says nothing of them.
VISITED = f"""select v.brought is 1 from visits v join runs r on r.id = v.run
where v.page = :page and v.run > :run - {EARLIER} and v.run <= :run
and (v.brought or r.stop_reason in ({", ".join(f"'{stop}'" for stop in WHOLE)}))
order by v.run desc"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing that changed for the worse."""

    host: str
    what: str
    was: float
    became: float
    sentence: str
    page: int = 0
    """List or feed, 0 for the whole host."""


@dataclass(frozen=True, slots=True)
class Past:
    """What the pages of a host were like in earlier runs."""

    looked: int
    texts: int
    dated: int
    words: float
    """Median of a text; of the medians of several runs that in the middle."""

    @classmethod
    def of(cls, rows: list[sqlite3.Row]) -> Past:
        """Add up runs."""
        return cls(
            sum(row["looked"] for row in rows),
            sum(row["texts"] for row in rows),
            sum(row["dated"] for row in rows),
            middle([(row["words"], row["texts"]) for row in rows if row["texts"]]),
        )


def alarms(connection: sqlite3.Connection, run: int, texts: Mapping[str, Sequence[int]]) -> Iterator[Alarm]:
    """Yield what changed for the worse in a run whose hosts are counted.

    `texts` says how many words each text has that was found anew, by host.
    """
    for now in connection.execute(NOW, (run,)).fetchall():
        past = Past.of(connection.execute(BEFORE, (now["host"], run)).fetchall())
        if past.looked >= ENOUGH:
            shorter = sum(words < past.words / 2 for words in texts.get(now["host"], ()))
            yield from drift(now["host"], dict(now), past, shorter)
    for page in connection.execute(LISTS, (run,)).fetchall():
        visits = connection.execute(VISITED, {"page": page["page"], "run": run})
        alarm = silence(dict(page), [bool(brought) for (brought,) in visits])
        if alarm:
            yield alarm


def drift(host: str, now: dict[str, float], past: Past, shorter: int) -> Iterator[Alarm]:
    """Compare a host with its past; `shorter`: texts of less than half the usual length."""
    looked, texts, dated = int(now["looked"]), int(now["texts"]), int(now["dated"])
    if has_fallen(texts, looked, past.texts / past.looked):
        was, became = past.texts / past.looked, texts / looked
        sentence = f"{host}: a text was found on {became:.0%} of {looked} pages; it was {was:.0%}."
        yield Alarm(host, "texts", was, became, sentence)
    if past.texts and has_fallen(dated, texts, past.dated / past.texts):
        was, became = past.dated / past.texts, dated / texts
        sentence = f"{host}: {became:.0%} of {texts} texts have a date; it was {was:.0%}."
        yield Alarm(host, "dates", was, became, sentence)
    if has_fallen(texts - shorter, texts, 1.0):
        sentence = f"{host}: the median text has {now['words']:.0f} words; it was {past.words:.0f}."
        yield Alarm(host, "words", past.words, float(now["words"]), sentence)


def has_fallen(count: int, of: int, was: float) -> bool:
    """Say whether a share is below half of what it was, beyond chance."""
    return of > 0 and at_most(count, of, was / 2) < CHANCE


def at_most(count: int, of: int, share: float) -> float:
    """Return a bound on how likely it is that at most so many of some are so, if a share of all are.

    Chernoff's: exact for none at all, and never too small otherwise.
    """
    part = count / of
    if part >= share:
        return 1.0
    yes = part * log(part / share) if part else 0.0
    return exp(-of * (yes + (1 - part) * log((1 - part) / (1 - share))))


def middle(weighted: list[tuple[float, int]]) -> float:
    """Return the median of numbers that each count several times; 0 for none."""
    half, seen = sum(weight for _, weight in weighted) / 2, 0
    for number, weight in sorted(weighted):
        seen += weight
        if seen >= half:
            return number
    return 0.0


def silence(page: dict[str, str | int], brought: list[bool]) -> Alarm | None:
    """Say whether a list that always brought something has stopped; newest visit first."""
    empty = next((number for number, did in enumerate(brought) if did), len(brought))
    before = brought[empty:]
    times = sum(before)
    if not empty or times < BROUGHT:
        return None
    share = times / len(before)
    is_failing = page["event"] in (Event.GONE, Event.REFUSED, Event.LOST)
    # one visit that had something for sure would make the next one without it a certainty
    if not is_failing and (1 - share * len(before) / (len(before) + 1)) ** empty >= CHANCE * 10:
        return None
    what = "feed" if page["kind"] in ("feed", "sitemap") else "list"
    visits = f"{empty} visit{'s' if empty > 1 else ''}"
    why = f" ({page['reason']})" if is_failing else ""
    sentence = (
        f"{page['url']}: this {what} brought nothing new in {visits}{why}; "
        f"it did in {times} of {len(before)} before."
    )
    return Alarm(str(page["host"]), what, share, 0.0, sentence, int(page["page"]))
