"""Who is told of a run, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .. import settings
from ..corpus.reports.report import Report
from .mail import hand_over
from .markdown import headline, markdown
from .webhook import SendingError, post


def is_wanted(report: Report, when: str) -> bool:
    """Say whether a report is to be sent on this occasion."""
    return {
        "always": True,
        "news": report.is_news or report.is_trouble,
        "trouble": report.is_trouble,
        "never": False,
    }[when]


def send(report: Report, corpus: Path, wanted: settings.Report) -> Iterator[SendingError | str]:
    """Send a report to whoever the settings name; yield what it was sent to, and what failed."""
    if is_wanted(report, wanted.when):
        # titles stay out of `text`: chats take words in it for commands
        summary = f"Corpuscle, run {report.run['id']} of {corpus.name}: {headline(report)}."
        payload = {"text": summary, "corpus": str(corpus), "report": report.as_dict()}
        yield from deliver(wanted, payload, markdown(report, str(corpus)))


def send_failure(message: str, corpus: Path, wanted: settings.Report) -> Iterator[SendingError | str]:
    """Say that a run could not even begin."""
    if wanted.when != "never":
        payload = {"text": f"Corpuscle: {message}", "corpus": str(corpus), "failure": message}
        yield from deliver(wanted, payload, f"{corpus}: {message}\n")


def deliver(wanted: settings.Report, payload: dict[str, Any], text: str) -> Iterator[SendingError | str]:
    """Send to each of those who are set; one that fails does not keep it from the other."""
    ways: list[tuple[str, Callable[[], None]]] = []
    if wanted.webhook:
        ways.append(("webhook", lambda: post(wanted.webhook, payload, wanted.seconds)))
    if wanted.mail_command.strip():
        ways.append(("mail command", lambda: hand_over(wanted.mail_command, text, wanted.seconds)))
    for name, way in ways:
        try:
            way()
            yield name
        except SendingError as error:
            yield error
