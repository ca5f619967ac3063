"""How we behave as a guest on the web."""

from __future__ import annotations

from dataclasses import dataclass

from ..hours import Hours
from .declaring import setting

ROBOT = "Corpuscle"
"""What robots.txt, `<meta name>` and X-Robots-Tag call us."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave as a guest on the web."""

    contact: str = setting(
        "", "Web page or mail address that site owners can reach you at; part of the user agent"
    )
    delay: float = setting(1.0, "Seconds between two requests to one host")
    longest_delay: float = setting(
        60.0, "Longest Crawl-delay of a robots.txt that is obeyed in full, in seconds"
    )
    timeout: float = setting(25.0, "Seconds until an answer must be complete")
    max_megabytes: float = setting(10.0, "Largest body, before and after decompression")
    max_header_kilobytes: int = setting(128, "Largest header of an answer")
    redirects: int = setting(5, "Redirects in a row that are followed")
    attempts: int = setting(3, "Fetches of one address before a passing failure counts as final")
    retry_minutes: float = setting(5.0, "Minutes until a failed address is tried again; doubled each time")
    allow_private: bool = setting(default=False, help="Fetch from loopback and private addresses")
    # a host that takes three seconds to answer is busy with others, or small
    slow_answers: float = setting(
        2.0, "A host rests at least this many times as long as it takes to answer, if `delay` is not 0"
    )
    per_address: int = setting(
        1,
        "Requests under way at once to one IP address that many hosts share, loopback not counted; "
        "0 for no limit",
    )
    per_day: int = setting(0, "Pages to fetch from one host in a day (UTC), over all runs; 0 for no limit")
    hours: str = setting(
        "",
        "Hours in which to fetch, in local time, such as 22:00-06:00, 12:00-13:00; empty for any",
        check=Hours.parse,
    )
    failures: int = setting(5, "Failures in a row after which a host is left alone for `rest_hours`")
    rest_hours: float = setting(6.0, "Hours for which a host that keeps failing is left alone")
    outage_minutes: float = setting(
        10.0, "Minutes a run waits for the network to come back when nothing can be reached any more"
    )
    ignore_robots: tuple[str, ...] = setting(
        (), "Hosts whose robots.txt is not obeyed, because their owner allowed it; recorded with every run"
    )
    obey: tuple[str, ...] = setting(
        (),
        "Reservations that keep a text out of the corpus: tdm-reservation, noai, content-usage, "
        "content-signal; all are recorded either way",
        among=("tdm-reservation", "noai", "content-usage", "content-signal"),
    )
    blocklist: str = setting("blocklist.txt", "File beside the corpus with what is never fetched")
    takedowns: str = setting("takedowns.txt", "File beside the corpus with what was asked to be removed")
    proxy: str = setting("", "Address of an HTTP proxy that every request goes through")

    @property
    def user_agent(self) -> str:
        """What we call ourselves in every request: who, why, and how to reach whoever runs this."""
        from importlib.metadata import version  # noqa: PLC0415  (parses mail: a fifth of the start of every command)

        contact = f"; +{self.contact}" if self.contact else ""
        return f"{ROBOT}/{version('corpuscle')} (gathers articles for text research{contact})"
