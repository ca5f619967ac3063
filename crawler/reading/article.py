"""The article on a page: its text, and what the page says about it."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import partial

from .. import urls
from ..letters import beyond_ascii
from ..reasons import Reason
from ..records import Article
from ..timing import Stage, timed
from .document import Document
from .language import language_of
from .metadata.claims import Claims, gather
from .metadata.fields import read_metadata
from .refusals.candidate import Candidate
from .refusals.verdict import refusal
from .text.extract import EXTRACTOR, read_text, slimmed
from .text.layout import layout
from .text.mends import STATED
from .text.page import Page
from .text.paragraphs import paragraphs
from .tidy import strings, tidy

LONGEST_BODY = 1_000_000  # characters of a text in JSON-LD
LINE_END = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)>|<br\s*/?>|\r", re.IGNORECASE)
# Scripts without spaces: Han and kana have about two letters to a word, Thai, Lao, Khmer and
# Burmese about four.
TWO = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
FOUR = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
TWO_A_WORD = re.compile(f"[{TWO}]+")
FOUR_A_WORD = re.compile(f"[{FOUR}]+")
UNSPACED = re.compile(f"[{TWO}{FOUR}]")
WORD = re.compile(r"\w++(?:['’-]\w++)*+")
APOSTROPHE = "’"
# Characters of ASCII as a letter, what may join letters to a word, or neither.
KINDS = bytes(ord("a" if chr(code).isalnum() or code == ord("_") else "-" if chr(code) in "'-" else " ")
              for code in range(0x80)).ljust(0x100)  # fmt: skip
JOIN = re.compile(rb"-(?<=a-)(?=a)")
FEW = 40  # different characters beyond ASCII that are replaced one by one


@timed(Stage.TEXT)
def read_article(document: Document) -> Article | Reason:
    """Return the article of a page, or say why there is none. Takes the document's tree."""
    claims = gather(document)
    metadata = read_metadata(document, claims)
    titles = [title for title in (metadata.title, *claims.headings) if title]
    slim = slimmed(document.take())
    site = urls.host(claims.url).removeprefix("www.")
    authors = (metadata.author or "").split("; ")
    names = [name for name in (*authors, metadata.section, metadata.site) if name]
    blocks = paragraphs(slim.tree, site, slim.classes, clean=slim.clean)
    page = Page(titles, blocks, stated_text(claims), partial(layout, slim.tree), names)
    text = read_text(slim.tree, page)
    whole = str(text)
    reason = refusal(Candidate(document, claims, whole, page.paragraphs))
    if reason:
        return reason
    if not text.lines:
        return Reason.NO_TEXT
    language, confidence = language_of(whole)
    stated = {field.name: getattr(metadata, field.name) for field in fields(metadata)}
    stated["origins"] = {**metadata.origins, "text": "json-ld" if STATED in text.mends else "trafilatura"}
    return Article(
        **stated,
        text=whole,
        language=language,
        language_confidence=confidence,
        words=count_words(whole),
        extractor=EXTRACTOR,
        mends=text.mends,
    )


def stated_text(claims: Claims) -> str:
    """Return the longest text that the page's JSON-LD gives for the article, line by line."""
    bodies = (body for node in claims.articles[:1] for body in strings(node.get("articleBody")))
    body = LINE_END.sub("\n", max(bodies, key=len, default="")[:LONGEST_BODY])
    return "\n".join(tidy(line, LONGEST_BODY) for line in body.split("\n"))


def count_words(text: str) -> int:
    """Count words; where a script has no spaces, by letters."""
    others = set(beyond_ascii(text))
    if not UNSPACED.search("".join(others)):
        return count_spaced(text, others)
    rest, two = without(TWO_A_WORD, text)
    rest, four = without(FOUR_A_WORD, rest)
    return len(WORD.findall(rest)) + (two + 1) // 2 + (four + 3) // 4


def without(script: re.Pattern[str], text: str) -> tuple[str, int]:
    """Return a text with a space for each run of letters of a script, and how many letters these were."""
    rest, runs = script.subn(" ", text)
    return rest, len(text) - len(rest) + runs


def count_spaced(text: str, others: set[str]) -> int:
    """Count the words of a text with these characters beyond ASCII, by calls into C where they are few."""
    if len(others) > FEW:
        return len(WORD.findall(text))
    for one in others:
        text = text.replace(one, "a" if one.isalnum() else "-" if one == APOSTROPHE else " ")
    kinds = text.encode().translate(KINDS)
    begun = (b" " + kinds).replace(b"-", b" ").count(b" a")
    return begun - len(JOIN.findall(kinds))
