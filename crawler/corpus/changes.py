"""What another reader changed: counted page by page, with the largest changes as examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import ndiff
from typing import Any

FIELDS = ("title", "author", "published", "language")
SHARES = (0.01, 0.1, 0.5)
"""Of its words that a text lost or won: up to 1 %, 10 %, half, more."""
EXAMPLES = 5
LONGEST = 160  # characters of a line that is shown


@dataclass(frozen=True, slots=True)
class Text:
    """An article as it was, or is now."""

    title: str | None
    author: str | None
    published: str | None
    language: str | None
    text: str
    words: int
    is_kept: bool


@dataclass(slots=True)
class Changes:
    """Counts over all pages that were read again. Plain values: they are stored as JSON."""

    pages: int = 0
    same: int = 0
    """Articles whose text is what it was."""
    changed: int = 0
    came: int = 0
    """Articles on pages that had none."""
    went: int = 0
    """Pages on which no article is found any more."""
    failed: int = 0
    """Pages that could not be read now, or not be had from the archive: they stay as they were."""
    words: list[int] = field(default_factory=lambda: [0, 0])
    """Words of all articles, before and after."""
    kept: list[int] = field(default_factory=lambda: [0, 0])
    have: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in FIELDS})
    """Articles that have a field, before and after."""
    shares: list[int] = field(default_factory=lambda: [0] * (len(SHARES) + 1))
    """Changed texts by how much of their words changed."""
    examples: list[dict[str, Any]] = field(default_factory=list)
    """The largest changes."""

    @property
    def articles(self) -> tuple[int, int]:
        """Articles before and after, kept or not."""
        stayed = self.same + self.changed
        return stayed + self.went, stayed + self.came

    def count(self, url: str, before: Text | None, after: Text | None) -> None:
        """Count a page."""
        self.pages += 1
        for when, text in enumerate((before, after)):
            if text:
                self.words[when] += text.words
                self.kept[when] += text.is_kept
                for name in FIELDS:
                    self.have[name][when] += bool(getattr(text, name))
        if before and after and before.text == after.text:
            self.same += 1
        elif before and after:
            self.changed += 1
            self.compare(url, before.text, after.text)
        elif after:
            self.came += 1
            self.show(url, 1.0, 0, after.words, ["+ " + after.text[:LONGEST]])
        elif before:
            self.went += 1
            self.show(url, 1.0, before.words, 0, ["- " + before.text[:LONGEST]])

    def compare(self, url: str, before: str, after: str) -> None:
        """Count a text that changed, by how much."""
        from .recrawl.newness import WORD, words_changed  # noqa: PLC0415  (its phrases cost a second)

        old, new = (len(WORD.findall(text)) for text in (before, after))
        share = sum(words_changed(before, after)) / max(old + new, 1)
        self.shares[sum(share > limit for limit in SHARES)] += 1
        if self.is_example(share):
            lines = [line for line in ndiff(before.split("\n"), after.split("\n")) if line[:1] in "+-"]
            self.show(url, share, old, new, [line[:LONGEST] for line in lines[:4]])

    def is_example(self, share: float) -> bool:
        """Say whether a change is one of the largest so far."""
        return len(self.examples) < EXAMPLES or share > self.examples[-1]["share"]

    def show(self, url: str, share: float, before: int, after: int, lines: list[str]) -> None:
        """Keep a change as an example, if it is one of the largest."""
        if self.is_example(share):
            example = {"url": url, "share": round(share, 4), "before": before, "after": after, "lines": lines}
            self.examples = sorted([*self.examples, example], key=lambda one: -one["share"])[:EXAMPLES]
