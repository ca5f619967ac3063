"""What providers said, for people: a line each, and the most promising addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from .text import minute, safe, shorten

if TYPE_CHECKING:
    from ..corpus.discovery.report import Report


def print_providers(console: Console, report: Report) -> None:
    """Print a line for each provider."""
    for provider in report.providers:
        head = Text(f"{provider['provider']:<13} ")
        console.print(Text.assemble(head, *said(provider)), soft_wrap=True)


def said(provider: Mapping[str, Any]) -> list[tuple[str, str] | str]:
    """Return what a provider said, and what it did not."""
    parts: list[tuple[str, str] | str] = []
    if provider["asked"]:
        parts.append(f"asked {provider['asked']}, found {provider['found']}, ")
        parts.append((f"new {provider['new']}", "green" if provider["new"] else ""))
    if provider["headlines"]:
        parts.append(f", {provider['headlines']} headlines without addresses")
    for trouble in provider["unmeasured"]:
        parts.append("; " if parts else "")
        parts.append(("not measured: ", "yellow"))
        parts.append(unmeasured(trouble, alone=trouble["queries"] == 1 and not provider["asked"]))
    if provider["waiting"]:
        parts.append(f"{'; ' if parts else ''}{provider['waiting']} not asked yet")
    return parts


def line_on(provider: Mapping[str, Any]) -> str:
    """Return the same as one line of a log."""
    return "".join(part if isinstance(part, str) else part[0] for part in said(provider))


def unmeasured(trouble: Mapping[str, Any], *, alone: bool) -> str:
    """Return why some queries say nothing, and when they are asked again."""
    detail = f" ({shorten(trouble['detail'], 160)})" if trouble["detail"] else ""
    count = "" if alone else f", {trouble['queries']} times"
    again = f"; again after {minute(trouble['again_at'])}" if trouble["again_at"] else ""
    return f"{trouble['reason']}{detail}{count}{again}"


def print_finds(console: Console, report: Report) -> None:
    """Print the most promising addresses, with what is said of them."""
    for find in report.finds:
        state = f"{find['priority']:.2f}" if find["status"] == "queued" else find["reason"] or find["status"]
        console.print(Text.assemble((f"{state:>8}  ", "bold"), safe(find["url"])), soft_wrap=True)
        facts = [
            f"“{shorten(find['title'], 90)}”" if find["title"] else "",
            (find["published"] or "")[:10],
            safe(find["site"] or ""),
            f"{find['provider']}: {shorten(find['evidence'], 100)}" if find["evidence"] else find["provider"],
        ]
        console.print(Padding(Text(", ".join(filter(None, facts)), style="dim"), (0, 0, 0, 10)))
