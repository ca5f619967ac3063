"""Front matter: the YAML between two `---` lines that says what a text can't."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from .addresses import address
from .dates import iso_date
from .errors import SeedError

OPENING = re.compile(r"\s*^---[ \t]*(?:\n|\Z)", re.MULTILINE)
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]+)*")
NODES = {
    yaml.ScalarNode: "a single value",
    yaml.SequenceNode: "a list",
    yaml.MappingNode: "a nested “key: value”",
}
NULL = "tag:yaml.org,2002:null"


class Rule(NamedTuple):
    """What may stand behind a key."""

    read: Callable[[str], str | None]
    """Text → value; None if it is none."""
    complaint: str = ""
    many: bool = False


def language(text: str) -> str | None:
    """Return the ISO 639-1 part of a language tag."""
    match = LANGUAGE.fullmatch(text)
    return match.group(1).lower() if match else None


BAD_ADDRESS = "is not a web address: write it whole, such as https://example.org/news"
RULES = {
    "url": Rule(address, BAD_ADDRESS),
    "title": Rule(str),
    "site": Rule(str),
    "author": Rule(str),
    "published": Rule(iso_date, "is not a date: write it as 2024-01-31"),
    "language": Rule(language, "is not a language code: write two letters, such as en"),
    "keywords": Rule(str, many=True),
    "start_urls": Rule(address, BAD_ADDRESS, many=True),
    "feeds": Rule(address, BAD_ADDRESS, many=True),
    "terms": Rule(str, many=True),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter of one file says, in the types of a `Seed`."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """`Seed` field → value; only what is given."""
    errors: tuple[SeedError, ...] = ()
    body: str = ""
    """What follows."""
    line: int = 1
    """Line of the file on which the body begins."""


def parse(path: str, text: str) -> FrontMatter:
    """Split `text` into front matter, if it has any, and the rest; never raises."""
    opening = OPENING.match(text)
    if not opening:
        return FrontMatter(body=text)
    first = text.count("\n", 0, opening.end()) + 1
    closing = CLOSING.search(text, opening.end())
    if not closing:
        message = "the front matter that opens here has no end: close it with a line “---”"
        return FrontMatter(errors=(SeedError(path, first - 1, message),))
    values, errors = Reader(path, first).read(text[opening.end() : closing.start()])
    line = text.count("\n", 0, closing.end()) + 1
    return FrontMatter(values, errors, text[closing.end() :], line)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads YAML nodes, not values: nodes know their lines, and keep what a person wrote.

    (As values, `no` is False, 2024-01-31 a date object and 1984 a number.)
    """

    path: str
    first: int
    """Line of the file on which the YAML begins."""

    def read(self, block: str) -> tuple[dict[str, Any], tuple[SeedError, ...]]:
        """Return the values, and what is wrong with the others."""
        values: dict[str, Any] = {}
        errors: list[SeedError] = []
        given: set[str] = set()
        try:
            for key, node in self.pairs(block):
                try:
                    values[key.value] = self.value(key, node, given)
                except SeedError as error:
                    errors.append(error)
        except SeedError as error:
            errors.append(error)
        return {key: value for key, value in values.items() if value}, tuple(errors)

    def pairs(self, block: str) -> list[tuple[yaml.Node, yaml.Node]]:
        """Return keys and what stands behind them, or raise where the YAML breaks."""
        root = self.compose(block)
        if root is None:
            return []
        if not isinstance(root, yaml.MappingNode):
            raise self.error(root, "front matter is made of lines “key: value”")
        return list(root.value)

    def compose(self, block: str) -> yaml.Node | None:
        """Parse the YAML as far as its nodes."""
        try:
            return yaml.compose(block, Loader=yaml.SafeLoader)
        except yaml.reader.ReaderError as error:
            line = block.count("\n", 0, error.position)
            message = f"U+{ord(block[error.position]):04X} may not stand here: delete it"
        except yaml.MarkedYAMLError as error:
            unclosed = "end of stream" in str(error.problem)  # then the beginning is of use
            mark = error.context_mark if unclosed else error.problem_mark
            line = mark.line if mark else 0
            message = f"not valid YAML ({error.problem}): put the value in quotes, or mend it"
        except RecursionError:
            line, message = 0, "too many brackets in brackets: write plain lists"
        raise SeedError(self.path, self.first + line, message)

    def error(self, node: yaml.Node, message: str) -> SeedError:
        """Put a complaint on the node's line."""
        return SeedError(self.path, self.first + int(node.start_mark.line), message)

    def value(self, key: yaml.Node, node: yaml.Node, given: set[str]) -> Any:
        """Return the value of one key; None where nothing stands behind it."""
        name = self.name(key)
        if name in given:
            raise self.error(key, f"“{name}” is given twice: keep one of them")
        given.add(name)
        if node.tag == NULL:
            return None
        if not RULES[name].many:
            return self.single(name, node)
        if isinstance(node, yaml.SequenceNode):
            return tuple(filter(None, (self.single(name, member) for member in node.value)))
        raise self.error(key, f"“{name}” must be a list: write “{name}: [one, two]”")

    def name(self, key: yaml.Node) -> str:
        """Return a known key's name."""
        name = key.value if isinstance(key, yaml.ScalarNode) else NODES[type(key)]
        if name in RULES:
            return str(name)
        nearest = difflib.get_close_matches(name.lower(), RULES, n=1, cutoff=0.0)[0]
        message = f"unknown key “{name}”: did you mean “{nearest}”? Known: {', '.join(RULES)}"
        raise self.error(key, message)

    def single(self, name: str, node: yaml.Node) -> str:
        """Return one text as the rule of its key has it."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(node, f"“{name}” must be a text, not {NODES[type(node)]}")
        text = " ".join(str(node.value).split())
        value = RULES[name].read(text) if text else ""
        if value is None:
            raise self.error(node, f"“{name}: {text}” {RULES[name].complaint}")
        return value
