"""What a document says about its own words: which stand free, which are glued again and again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

FEWEST_JOINS = 3  # different well attested joins make a document one that glues
SHORT = 2  # letters: of, In, Mc; too few to be sure of a word by itself
SURE = 3  # letters that a name or an unknown word must exceed where two are to be told apart
STRONG = 5  # different neighbours after which a name glued to an unknown word is split, too
LETTERS = list(filter(str.isalpha, map(chr, range(0x530))))  # Latin, Greek, Cyrillic
UPPER = "".join(filter(str.isupper, LETTERS))
LOWER = "".join(filter(str.islower, LETTERS))
TOKEN = re.compile(rf"[{UPPER}{LOWER}0-9]+")
BORDER = re.compile(
    rf"(?=[{UPPER}])(?:(?<=[{LOWER}])|(?<=[{UPPER}]{{2}})(?=.[{LOWER}])|(?<=[0-9])(?=.[{LOWER}]))"
)
# Addresses, handles, source code; what any of it begins with is rare, and looked for first.
CODE = re.compile(r"[@#_\\=<>{}$:w(](?:(?<=[@#_\\=<>{}$])|(?<=:)//|(?<=w)(?<!\Sw)ww\.|(?<=\w\())")
LONGEST = 100  # characters of a token; beyond are no words, but keys and encoded data
DOTTED = rf"\.[{LOWER}0-9]"  # within names of hosts and files
WORD = re.compile(
    rf"[{UPPER}{LOWER}0-9](?<![{UPPER}{LOWER}0-9].)(?<!{DOTTED})[{UPPER}{LOWER}0-9]{{0,{LONGEST - 1}}}+"
    rf"(?![{UPPER}{LOWER}0-9]|{DOTTED})"
)
# Frequent words that end names or compounds: Robertson, Maryland, Northwest, FaceTime, TimeOut.
ENDINGS = frozenset(
    {"all", "back", "book", "born", "city", "day", "east", "end", "field", "game", "head", "home"}
    | {"house", "land", "life", "line", "music", "new", "north", "now", "off", "one", "open", "out"}
    | {"over", "place", "play", "power", "river", "show", "side", "site", "son", "south", "station"}
    | {"time", "times", "top", "town", "two", "up", "water", "way", "well", "west", "work", "works"}
    | {"world"},
)
PREFIXES = frozenset(["Mac", "Fitz"])  # and whatever capitalised has two letters: Mc, De, Le


@dataclass(slots=True)
class Witness:
    """What a document says about its own words."""

    stop: frozenset[str]
    """Frequent words of its language."""
    names: dict[str, int]
    """Word that is glued again and again → number of its different neighbours."""
    words: Counter[str] = field(default_factory=Counter)
    """Tokens, as they stand."""
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Neighbours inside a token."""
    parts: dict[str, list[str]] = field(default_factory=dict)
    """What borders cut a token into."""
    glues: bool = False
    """The document glues words: borders with less evidence are joins, too."""

    def hear(self, tokens: Iterable[str]) -> None:
        """Collect words, pairs and names."""
        self.words.update(tokens)
        for token, count in self.words.items():
            if token[1:].islower():  # as most are; they have no border
                continue
            parts = self.parts[token] = BORDER.split(token)
            for pair in pairwise(parts):
                self.pairs[pair] += count
        self.names.update(self.glued_names())
        joins = {pair for pair in self.pairs if self.attests(*pair) or self.opens(*pair)}
        self.glues = bool(self.names) or len(joins) >= FEWEST_JOINS

    def divisible(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield the tokens that may be several words, with their parts."""
        cut = {token: parts for token, parts in self.parts.items() if len(parts) > 1}
        yield from cut.items()
        if self.names or self.glues:  # what follows a name may have grown together with it
            yield from ((token, (token,)) for token in self.words if token[0].isupper() and token not in cut)

    def glued_names(self) -> Iterator[tuple[str, int]]:
        """Yield words with so many neighbours of the right sort that these can't be compounds."""
        before: defaultdict[str, set[str]] = defaultdict(set)
        after: defaultdict[str, set[str]] = defaultdict(set)
        neighbours: Counter[str] = Counter()
        for left, right in self.pairs:
            neighbours.update((left, right))
            if left.islower() and len(left) > 1 and (not right.isupper() or left in self.stop):
                before[right].add(left)
            if self.is_opener(right):
                after[left].add(right)
        for name in before.keys() | after.keys():
            lefts, rights = before[name], after[name]
            common = any(map(self.is_known, lefts))
            enough = (lefts and rights) or len(rights) >= FEWEST_JOINS
            if self.is_name(name) and (enough or (common and len(lefts) >= FEWEST_JOINS)):
                yield name, neighbours[name]

    def is_name(self, word: str) -> bool:
        """Tell a capitalised word that is not just the start of a sentence."""
        return word[0].isupper() and len(word) > 1 and word.lower() not in self.stop

    def is_prefix(self, left: str) -> bool:
        """Tell what names begin with: McDonald, DeShawn, MacArthur."""
        short = left[0].isupper() and len(left) <= SHORT and left.lower() not in self.stop
        return short or left in PREFIXES

    def is_opener(self, word: str) -> bool:
        """Tell a frequent word, capitalised as at the start of a sentence."""
        low = word.lower()
        return (
            word.istitle()
            and len(word) > 1
            and low in self.stop
            and low not in ENDINGS
            and bool(self.words[low] or self.words[word])
        )

    def is_known(self, word: str) -> bool:
        """Tell a word that stands free in the text, in whatever case, or is frequent anyway."""
        low = word.lower()
        return bool(
            low in self.stop
            or word in self.names
            or self.words[word]
            or self.words[low]
            or self.words[word.capitalize()]
        )

    def attests(self, left: str, right: str) -> bool:
        """Say whether a border is a join, whatever the rest of the document does."""
        if len(left) <= 1 or len(right) <= 1:
            return False
        if left in self.names or right in self.names:
            strength = max(self.names.get(left, 0), self.names.get(right, 0))
            other = right if left in self.names else left
            lone = strength >= STRONG and self.pairs[left, right] <= 1
            return not self.is_prefix(left) and (self.is_known(other) or lone)
        if not left.islower():
            return False
        if left in self.stop and self.is_name(right) and right.istitle():
            return self.words[right] > 0
        return len(left) > SHORT and self.words[left] > 0 and self.is_opener(right)

    def opens(self, left: str, right: str) -> bool:
        """Say whether a sentence seems to begin behind a free name: only likely."""
        return (
            self.is_name(left)
            and not self.is_prefix(left)
            and self.words[left] > 0
            and len(right) > SHORT
            and self.is_opener(right)
        )

    def is_join(self, left: str, right: str) -> bool:
        """Say whether a border inside a token is a join."""
        if self.attests(left, right):
            return True
        if not self.glues:
            return False
        frequent = right.istitle() and right.lower() in self.stop and right.lower() not in ENDINGS
        if left.islower() and len(left) > SHORT:
            free_name = self.is_name(right) and right.istitle() and self.words[right] > 1
            return frequent or free_name or (self.is_known(left) and self.is_known(right))
        likely = self.is_name(left) and self.is_known(left) and not self.is_prefix(left)
        return likely and frequent and len(right) > SHORT

    def tail(self, part: str, *, whole: bool) -> int:
        """Return where a name in `part` ends and a frequent word begins: Junhas; 0 for nowhere."""
        if not part[:1].isupper() or not (self.names or self.glues):
            return 0
        for at in range(len(part) - 2, 1, -1):
            name, rest = part[:at], part[at:]
            if rest.islower() and self.is_tail(name, rest, whole=whole):
                return at
        return 0

    def is_tail(self, name: str, rest: str, *, whole: bool) -> bool:
        """Say whether `rest` is a word of its own behind a name."""
        if rest in ENDINGS or not self.is_name(name):
            return False
        if name not in self.names:
            seen = self.words[name] > 1 and self.words[rest] > 1 and self.words[name + rest] <= 1
            return self.glues and seen and rest in self.stop and len(rest) > SHORT and len(name) > SHORT
        if rest in self.stop:
            return len(rest) > SHORT or len(name) > SURE
        return not whole and (self.words[rest] > 0 or self.names[name] >= STRONG) and len(rest) > SURE


def plain(text: str) -> str:
    """Return a text with spaces in place of addresses and code, everything else where it was."""
    pieces = []
    at = 0
    for found in CODE.finditer(text):
        if found.start() < at:
            continue
        start, end = found.start(), found.end()
        while start > at and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])
