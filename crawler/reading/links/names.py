"""Names that designs give to the parts of a page, found among the words of classes and ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# What in a name may be spelt in several ways: one of several parts, one of several letters, or a part or
# letter that may be missing.
CHOICE = re.compile(r"\(\?:([^()]*)\)(\?*)|\[(\w+)\](\?*)|([\w ])(\?+)")


class Branch:
    """What names go on with behind a word."""

    __slots__ = ("rank", "words")

    def __init__(self, rank: int) -> None:
        """Begin with the rank of what is on no list."""
        self.rank = rank
        """The first list that has a name which ends here."""
        self.words: dict[str, Branch] = {}


class Names:
    """Lists of names, written as regular expressions; an underscore stands for a space or nothing.

    All their spellings are looked up word by word: to search for them as patterns takes three times as long.
    """

    def __init__(self, *listings: str) -> None:
        """Read lists, of which those that come first outweigh the others."""
        self.none = len(listings)
        self.root = Branch(self.none)
        for rank, listing in enumerate(listings):
            for name in listing.split():
                for spelling in spellings(name.replace("_", " ?")):
                    self.add(spelling.split(), rank)

    def add(self, words: Sequence[str], rank: int) -> None:
        """Note a name."""
        branch = self.root
        for word in words:
            branch = branch.words.setdefault(word, Branch(self.none))
        branch.rank = min(branch.rank, rank)

    def rank(self, words: Sequence[str]) -> int | None:
        """Return the first list that has a name which stands among some words; None if none has."""
        begun = self.root.words
        if begun.keys().isdisjoint(words):  # half of all say nothing
            return None
        ranks = []
        for place, word in enumerate(words):
            if word not in begun:
                continue
            branch = begun[word]
            ranks.append(branch.rank)
            for further in words[place + 1 :] if branch.words else ():
                if further not in branch.words:
                    break
                branch = branch.words[further]
                ranks.append(branch.rank)
        best = min(ranks)
        return None if best == self.none else best


def spellings(name: str) -> Iterator[str]:
    """Yield all that a name stands for."""
    found = CHOICE.search(name)
    if found is None:
        yield name
        return
    parts, letters = found[1], found[3] or found[5]
    choices = list(letters) if parts is None else parts.split("|")
    if found[2] or found[4] or found[6]:
        choices.append("")
    for choice in choices:
        yield from spellings(name[: found.start()] + choice + name[found.end() :])
