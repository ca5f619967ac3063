"""TEI P5: a teiCorpus in one file, or a file per text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, TextIO
from urllib.parse import quote
from xml.etree.ElementTree import Element, indent, tostring

from ...tokens import Token, is_glued, paragraphs
from ..files import each, write_text
from ..job import Job, open_text
from ..tei_header import LANGUAGE, add, header, line
from ..tokens import note_tokens
from ..xml import clean

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
INCLUDES = "http://www.w3.org/2001/XInclude"


def write(job: Job) -> None:
    """Write a teiCorpus, or, where the format is a folder, a file per text and one that includes them."""
    marks = job.options["marks"]
    if job.part.is_dir():
        write_files(job, marks)
    else:
        with job.file() as file:
            begin(file, job)
            for text in job.texts:
                file.write(written(tei(text, marks)))
            file.write("</teiCorpus>\n")
    if marks != "none":
        note_tokens(job)


def write_files(job: Job, marks: str) -> None:
    """Write a file per text, and corpus.xml over them."""
    with open_text(job.part / "corpus.xml") as corpus:
        begin(corpus, job)
        for text, path in each(job, job.part / "texts", ".xml"):
            write_text(path, XML + written(tei(text, marks, xmlns=NAMESPACE)))
            address = quote(path.relative_to(job.part).as_posix())
            corpus.write(f'<xi:include xmlns:xi="{INCLUDES}" href="{address}"/>\n')
        corpus.write("</teiCorpus>\n")


def begin(file: TextIO, job: Job) -> None:
    """Write the beginning of a corpus, with its header."""
    head = Element("teiHeader")
    description = add(head, "fileDesc")
    add(add(description, "titleStmt"), "title", line(job.origin.title))
    extent = add(description, "extent")
    add(extent, "measure", f"{job.facts.texts} texts", unit="texts", quantity=str(job.facts.texts))
    add(extent, "measure", f"{job.facts.words} words", unit="words", quantity=str(job.facts.words))
    publication = add(description, "publicationStmt")
    add(
        publication,
        "p",
        "Texts gathered from the web; each belongs to whoever published it, as its header says.",
    )
    add(add(description, "sourceDesc"), "p", "Web pages; each text names its address.")
    encoding = add(head, "encodingDesc")
    add(
        add(encoding, "projectDesc"),
        "p",
        line(f"{job.origin.description} Corpus {job.origin.corpus} as of {job.origin.as_of}."),
    )
    application = add(
        add(encoding, "appInfo"),
        "application",
        ident="corpuscle",
        version=numbers(job.origin.software["corpuscle"]),
    )
    add(application, "label", "Corpuscle")
    languages = [
        (code, count) for code, count in sorted(job.facts.languages.items()) if LANGUAGE.fullmatch(code)
    ]
    if languages:
        usage = add(add(head, "profileDesc"), "langUsage")
        for code, count in languages:
            add(usage, "language", f"{count} texts", ident=code)
    if job.origin.as_of:
        add(
            add(head, "revisionDesc"),
            "change",
            "Last text gathered or changed.",
            when=job.origin.as_of[:10],
        )
    file.write(f'{XML}<teiCorpus xmlns="{NAMESPACE}">\n{written(head, pretty=True)}')


def tei(text: dict[str, Any], marks: str, **attributes: str) -> Element:
    """Return a text with its header; `marks` are none, sentences or words."""
    element = Element("TEI", {**attributes, "xml:id": f"text{text['id']}"})
    head = header(text)
    indent(head, "  ")
    element.append(head)
    language = text["language"] or ""
    content = add(element, "text", **({"xml:lang": language} if LANGUAGE.fullmatch(language) else {}))
    body = add(content, "body")
    if text["title"]:
        add(body, "head", line(text["title"]))
    fill = {"none": plain, "sentences": with_sentences, "words": with_words}[marks]
    for paragraph in fill(text):
        paragraph.tail = "\n"
        body.append(paragraph)
    if len(body) < 1 or body[-1].tag == "head":
        add(body, "p")
    return element


def plain(text: dict[str, Any]) -> Iterator[Element]:
    """Yield paragraphs of text."""
    for content in clean(text["text"]).split("\n"):
        if content.strip():
            element = Element("p")
            element.text = content
            yield element


def with_sentences(text: dict[str, Any]) -> Iterator[Element]:
    """Yield paragraphs of sentences, of text."""
    for paragraph in paragraphs(text["text"], text["language"]):
        element = Element("p")
        for sentence in paragraph.sentences:
            whole = "".join(chain.from_iterable(sentence))
            content = whole.rstrip()
            add(element, "s", clean(content)).tail = " " if len(content) < len(whole) else None
        if len(element):
            yield element


def with_words(text: dict[str, Any]) -> Iterator[Element]:
    """Yield paragraphs of sentences, of words and marks."""
    for paragraph in paragraphs(text["text"], text["language"]):
        element = Element("p")
        for sentence in paragraph.sentences:
            inside = add(element, "s")
            inside.tail = " "
            for token in sentence:
                add_token(inside, token)
        if len(element):
            yield element


def add_token(sentence: Element, token: Token) -> None:
    """Add a word or a mark; `join` says that it touches the next one."""
    is_word = any(map(str.isalnum, token.form))
    if is_glued(token.after):
        add(sentence, "w" if is_word else "pc", clean(token.form), join="right")
    else:
        add(sentence, "w" if is_word else "pc", clean(token.form)).tail = " "


def numbers(text: str) -> str:
    """Return the part of a version that TEI takes for one: numbers and points."""
    found = re.match(r"\d+(?:\.\d+){0,2}", text)
    return found[0] if found else "0"


def written(element: Element, *, pretty: bool = False) -> str:
    """Return an element as it stands in a file."""
    if pretty:
        indent(element, "  ")
    return tostring(element, encoding="unicode") + "\n"
