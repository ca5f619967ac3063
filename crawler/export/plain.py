"""Text that Markdown shows as it is."""

from __future__ import annotations

import re

# what would begin something other than a paragraph, and what would be markup in one
BEGINS = re.compile(r"^[-+=]")
NUMBERED = re.compile(r"^(\d{1,9})([.)])")
MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]")


def escaped(line: str) -> str:
    """Return a line with a backslash before what Markdown would take for a mark."""
    plain = MARKUP.sub(r"\\\g<0>", line.strip())
    return BEGINS.sub(r"\\\g<0>", NUMBERED.sub(r"\1\\\2", plain))
