"""Putting hosts on the block list, and taking them off: a file that people edit too."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from ...lists import Entry, lines, parse
from .lists import content


def block(path: Path, hosts: Sequence[str]) -> list[str]:
    """Add hosts to a list; return those that were not on it. Raises ListError."""
    text = content(path)
    known = set(parse(text, str(path)))
    new = [host for host in dict.fromkeys(hosts) if Entry.parse(host) not in known]
    if new:
        ending = "" if not text or text.endswith("\n") else "\n"
        write(path, text + ending + "".join(f"{host}\n" for host in new))
    return new


def unblock(path: Path, hosts: Sequence[str]) -> list[str]:
    """Take hosts off a list, comments of their lines with them; return those that were on it."""
    text = content(path)
    parse(text, str(path))
    named = {Entry.parse(host): host for host in hosts}
    gone = {number: entry for number, line, _ in lines(text) if (entry := Entry.parse(line)) in named}
    if gone:
        kept = [line for number, line in enumerate(text.splitlines(keepends=True), 1) if number not in gone]
        write(path, "".join(kept))
    return [host for entry, host in named.items() if entry in gone.values()]


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, "utf-8")
    os.replace(part, path)  # noqa: PTH105  (says what it does)
