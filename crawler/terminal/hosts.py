"""Hosts, for people: names, files and failures are text from strangers."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .. import clock
from .grid import print_whole
from .text import duration, safe, shorten

NUMBERS = frozenset({"pages", "articles", "queued", "pause", "failures"})
LONGEST_NAME = 60
ANY_TIME = "any time"
LONGEST_DETAIL = 100
PACE = {
    "delay": "`delay` in the settings",
    "crawl_delay": "Crawl-delay of its robots.txt",
    "own_delay": "set for it by hand",
    "provider_delay": "asked of those who search with it",
    "slow_answers": "`slow_answers` times what it takes to answer",
}


def print_hosts(console: Console, hosts: list[dict[str, Any]]) -> None:
    """Print hosts as a table."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for name in hosts[0]:
        table.add_column(name, justify="right" if name in NUMBERS else "left", no_wrap=True)
    for host in hosts:
        cells = host | {"next_at": when(host["next_at"])}
        table.add_row(*(Text(shorten("" if cell is None else cell, LONGEST_NAME)) for cell in cells.values()))
    print_whole(console, table)


def when(moment: str) -> str:
    """Say when a host may be asked."""
    rest = clock.seconds_until(moment) if moment else 0.0
    return f"in {duration(rest)}" if rest > 0 else ANY_TIME


def print_host(console: Console, host: dict[str, Any]) -> None:
    """Print all that is known of a host."""

    def say(text: str, style: str = "") -> None:
        console.print(Text(safe(text), style=style), soft_wrap=True)

    say(host["host"], "bold")
    states = ", ".join(f"{number} {state}" for state, number in host["addresses"].items())
    say(f"IP address: {host['address'] or 'unknown'}. Addresses: {states or 'none'}.")
    say(f"Pages fetched: {host['pages']}. Articles kept: {host['articles']}.")
    say(f"Failures in a row: {host['failures']}. Not asked before: {host['next_at'] or ANY_TIME}.")
    for line in pace(host["pace"]):
        say(line)
    share = "no limit" if host["day"]["per_day"] is None else f"{host['day']['per_day']} at most"
    say(f"Pages today (UTC): {host['day']['pages']}, {share}.")
    for budget in host["budgets"]:
        spent = ", spent" if budget["spent"] else ""
        say(f"Budget of {budget['scope']} {budget['name']}: "
            f"fetched {budget['fetched']}, articles {budget['articles']}{spent}.")  # fmt: skip
    for page in host["failed"]:
        say(f"{page['fetched_at']}  {page['reason']}  {shorten(page['url'], LONGEST_DETAIL)}  "
            f"{shorten(page['detail'] or '', LONGEST_DETAIL)}")  # fmt: skip
    for file in host["files"]:
        say(
            f"\n{file['url']}: {file['status']}, {file['fetched_at']}, holds until {file['expires_at']}",
            "bold",
        )
        if said := file["trouble"] or file["text"].rstrip():
            say(said)


def pace(pace: dict[str, float | None]) -> list[str]:
    """Say how long a host rests between two requests, and why."""
    parts = [f"{pace[name]} s ({why})" for name, why in PACE.items() if pace[name]]
    slowed = f", times {pace['slowdown']} for trouble it had" if pace["slowdown"] != 1 else ""
    reasons = f"the longest of {', '.join(parts)}{slowed}" if parts else "no delay is set"
    return [f"Rests {pace['pause']} s after an answer: {reasons}."]
