"""Pages nested too deep for the parser, made shallower: the text stays, tags far down go."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The parser gives up below 255 elements. No page of 1,500 comes near, but tags that a template
# never closes add up on long ones, and then the end of the text is lost.
DEEPEST = 200
# Each also ends the one before it, so an open one is not one more level.
ENDS_ITS_LIKE = frozenset({"a", "dd", "dt", "li", "option", "p", "td", "th", "tr"})
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr"}
)
UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b[^>]*>.*?(?:</\1|\Z)", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)(?:[^<>=]|=\s*\"[^\"]*\"|=\s*'[^']*'|=)*+>")


class Flattener:
    """Follows the tags of a page, and writes out those that the parser can bear."""

    def __init__(self) -> None:
        """Begin outside of everything."""
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        """How many of each name are open."""

    def tag(self, match: re.Match[str]) -> str:
        """Return what is to stand for a tag."""
        closing, name = match[1], match[2].lower()
        if name in VOID:
            return match[0]
        if closing:
            return "".join(self.close(name)) if self.count.get(name) else " "
        ended = "".join(self.close(name)) if name in ENDS_ITS_LIKE and self.open[-1:] == [name] else ""
        self.open.append(name)
        self.count[name] = self.count.get(name, 0) + 1
        return ended + (match[0] if len(self.open) <= DEEPEST else " ")

    def close(self, name: str) -> Iterator[str]:
        """Close elements up to one of this name, which is open."""
        inner = ""
        while inner != name:
            inner = self.open.pop()
            self.count[inner] -= 1
            yield f"</{inner}>" if len(self.open) < DEEPEST else " "


def shallow(text: str) -> str:
    """Return HTML without the tags that open deeper than the parser goes."""
    return TAG.sub(Flattener().tag, UNREAD.sub(" ", text))
