"""How to cite an article: in words, for BibTeX, and as RIS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from unicodedata import combining, normalize

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    mark: f"\\{mark}" for mark in "{}%&$#_"
}
SPECIALS = re.compile(r"[\\~^{}%&$#_]")
WORD = re.compile("[a-z0-9]+")
FEWEST_LETTERS = 4  # of a word of the title that stands in a key


def plain(article: Mapping[str, Any]) -> str:
    """Return a reference as it stands in a list of sources."""
    parts = [
        ", ".join(authors(article)),
        f"“{title(article)}”",
        article["site"],
        (article["published"] or "")[:10],
    ]
    said = ". ".join(part for part in parts if part)
    return f"{said}. {article['url']} (read {article['last_changed'][:10]})."


def bibtex(article: Mapping[str, Any]) -> str:
    """Return an entry for a bibliography."""
    day = (article["published"] or "")[:10]
    fields = {
        "author": " and ".join(f"{{{escaped(name)}}}" for name in authors(article)),
        "title": f"{{{escaped(title(article))}}}",
        "organization": escaped(article["site"] or ""),
        "date": escaped(day),
        "year": escaped(day[:4]),
        "langid": escaped(article["language"] or ""),
        "url": article["url"].replace("{", "%7B").replace("}", "%7D"),
        "urldate": escaped(article["last_changed"][:10]),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@online{{{key(article)},\n" + ",\n".join(lines) + "\n}"


def ris(article: Mapping[str, Any]) -> str:
    """Return a record of RIS, a tag a line, for programs that keep references."""
    day = (article["published"] or "")[:10]
    tags = [
        ("TY", "ELEC"),
        *(("AU", name) for name in authors(article)),
        ("TI", title(article)),
        ("T2", article["site"]),
        ("PY", day[:4]),
        ("DA", day.replace("-", "/")),
        ("LA", article["language"]),
        ("UR", article["url"]),
        ("Y2", article["last_changed"][:10].replace("-", "/")),
        ("ID", str(article["id"])),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def key(article: Mapping[str, Any]) -> str:
    """Return what the entry is called: who, when, about what, and its number."""
    names = authors(article)
    who = words(names[0])[-1:] if names else words(article["site"] or "")[:1]
    what = [word for word in words(title(article)) if len(word) >= FEWEST_LETTERS][:1]
    return "-".join([*who, *words((article["published"] or "")[:4]), *what, str(article["id"])])


def words(text: str) -> list[str]:
    """Return the words of a text that a key may be made of."""
    bare = "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
    return WORD.findall(bare.lower())


def authors(article: Mapping[str, Any]) -> list[str]:
    """Return the names in a byline."""
    return [name.strip() for name in (article["author"] or "").split(";") if name.strip()]


def title(article: Mapping[str, Any]) -> str:
    """Return the headline on one line."""
    return " ".join((article["title"] or "Untitled").split())


def escaped(text: str) -> str:
    """Return a text that TeX sets as it is."""
    return SPECIALS.sub(lambda found: SPECIAL[found[0]], text)
