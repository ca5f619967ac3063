"""When pages are fetched again."""

from __future__ import annotations

from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class Recrawl:
    """When pages are fetched again: sooner what changes, later what doesn't."""

    # News is corrected within hours and left alone after days, so an article of yesterday is looked
    # at tomorrow, and one of last year in a quarter.
    age: float = setting(
        0.5, "An article is first fetched again after this share of the age it had when it was found"
    )
    undated_days: float = setting(7.0, "The same for an article without a date, in days")
    shortest_hours: float = setting(12.0, "An article is not fetched again sooner than this")
    longest_days: float = setting(90.0, "Nor later than this, unless it is gone")
    # doubling finds the right order of magnitude within a few visits, halving gets back as soon
    grow: float = setting(2.0, "Factor on the time to the next visit, after one that brought no change")
    shrink: float = setting(0.5, "The same after a visit that brought a change")
    hub_hours: float = setting(6.0, "Lists, feeds and sitemaps are first fetched again after these hours")
    hub_shortest_hours: float = setting(
        1.0, "They are not fetched again sooner than this, however much new they bring"
    )
    hub_longest_days: float = setting(14.0, "Nor later than this, even if they bring nothing")
    gone_days: float = setting(
        30.0, "What is gone is asked for again after these days, then ever more rarely"
    )
    gone_visits: int = setting(3, "Times it is asked for before it is given up")
    share: float = setting(
        0.5, "Share of a run's pages that goes to what is due, where the run fetches new addresses too"
    )
