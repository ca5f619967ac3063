"""TEI P5: a teiCorpus in one file, or a file per text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from typing import Any, TextIO
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...tokens import Token, is_glued, paragraphs
from ..job import Job, open_text
from ..vocabularies import note_tokens
from ..xml import clean

NAMESPACE = "http://www.tei-c.org/ns/1.0"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:T[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d)?)?)?)?"
)
LANGUAGE = re.compile("[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
ADDRESS = "!#$%&'()*+,/:;=?@[]~"  # may stand in an address as it is
SPACES = re.compile(r"[\s\x7f-\x9f]+")
FOLDER_OF = 1_000  # files
UNKNOWN = "und"


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
    """Write texts/N/ID.xml, at most a thousand in a folder, and corpus.xml over them."""
    with open_text(job.part / "corpus.xml") as corpus:
        begin(corpus, job)
        for number, text in enumerate(job.texts):
            name = f"texts/{number // FOLDER_OF:04}/{text['id']}.xml"
            path = job.part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with open_text(path) as file:
                file.write(XML + written(tei(text, marks, xmlns=NAMESPACE)))
            corpus.write(f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{name}"/>\n')
        corpus.write("</teiCorpus>\n")


def begin(file: TextIO, job: Job) -> None:
    """Write the beginning of a corpus, with its header."""
    head = Element("teiHeader")
    description = SubElement(head, "fileDesc")
    add(add(description, "titleStmt"), "title", job.name.partition(".")[0] or job.name)
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
    add(add(encoding, "projectDesc"), "p", f"Corpus {job.snapshot.corpus_id} as of {job.snapshot.as_of}.")
    application = add(
        add(encoding, "appInfo"), "application", ident="corpuscle", version=numbers(version("corpuscle"))
    )
    add(application, "label", "Corpuscle")
    languages = [
        (code, count) for code, count in sorted(job.facts.languages.items()) if LANGUAGE.fullmatch(code)
    ]
    if languages:
        usage = add(add(head, "profileDesc"), "langUsage")
        for code, count in languages:
            add(usage, "language", f"{count} texts", ident=code)
    if job.snapshot.as_of:
        add(
            add(head, "revisionDesc"),
            "change",
            "Last text gathered or changed.",
            when=job.snapshot.as_of[:10],
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


def header(text: dict[str, Any]) -> Element:
    """Return what is known of a text."""
    head = Element("teiHeader")
    description = add(head, "fileDesc")
    title = add(description, "titleStmt")
    entitled(title, text)
    add(
        add(description, "extent"),
        "measure",
        f"{text['words']} words",
        unit="words",
        quantity=str(text["words"]),
    )
    publication = add(description, "publicationStmt")
    add(publication, "publisher", line(text["site"] or text["host"]) or "unknown")
    dated(publication, text["published"])
    add(publication, "idno", line(text["url"]), type="URI")
    available(publication, text)
    source = add(add(description, "sourceDesc"), "bibl")
    entitled(source, text)
    add(source, "publisher", line(text["site"] or text["host"]))
    dated(source, text["published"])
    if address := pointer(text["url"]):
        add(source, "ptr", target=address)
    add(add(head, "encodingDesc"), "p", f"Text extracted from a web page by {line(text['extractor'])}.")
    profiled(head, text)
    revision = add(head, "revisionDesc")
    for moment, what in (
        (text["last_changed"], "Text read as it is here."),
        (text["found_at"], "First read."),
    ):
        add(revision, "change", what, **when(moment))
    return head


def entitled(element: Element, text: dict[str, Any]) -> None:
    """Add title and authors."""
    add(element, "title", line(text["title"]) or "Untitled")
    for author in (text["author"] or "").split("; "):
        if name := line(author):
            add(element, "author", name)


def dated(element: Element, published: str | None) -> None:
    """Add the date of publication, in whatever form the page gives it."""
    if published and line(published):
        add(element, "date", line(published), **when(published))


def available(element: Element, text: dict[str, Any]) -> None:
    """Add what the site says about the use of the text."""
    status = "restricted" if text["reserved"] else "unknown"
    found = add(element, "availability", status=status)
    if text["licence"]:
        target = pointer(text["licence"])
        add(found, "licence", line(text["licence"]), **({"target": target} if target else {}))
    said = [line(one) for one in text["rights"]]
    if said or not text["licence"]:
        add(found, "p", "; ".join(said) or "The page says nothing about the use of its text.")


def profiled(head: Element, text: dict[str, Any]) -> None:
    """Add language, summary and key words."""
    profile = add(head, "profileDesc")
    if text["description"] and line(text["description"]):
        add(add(profile, "abstract"), "p", line(text["description"]))
    language = text["language"] or ""
    code = language if LANGUAGE.fullmatch(language) else UNKNOWN
    add(add(profile, "langUsage"), "language", ident=code)
    terms = list(filter(None, map(line, [text["section"], *text["tags"]])))
    if terms:
        keywords = add(add(profile, "textClass"), "keywords")
        for term in terms:
            add(keywords, "term", term)


def plain(text: dict[str, Any]) -> Iterator[Element]:
    """Yield paragraphs of text."""
    for content in clean(text["text"]).split("\n"):
        if content.strip():
            yield filled("p", content)


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


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element."""
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element


def filled(tag: str, text: str) -> Element:
    """Return an element with text."""
    element = Element(tag)
    element.text = text
    return element


def when(moment: str | None) -> dict[str, str]:
    """Return a moment as an attribute, if it is one."""
    return {"when": moment} if moment and DATE.fullmatch(moment) else {}


def pointer(address: str) -> str | None:
    """Return an address as XML Schema wants one, if it is on the web."""
    found = quote(clean(line(address)), safe=ADDRESS)
    return found if found.startswith(("http://", "https://")) else None


def numbers(text: str) -> str:
    """Return the part of a version that TEI takes for one: numbers and points."""
    found = re.match(r"\d+(?:\.\d+){0,2}", text)
    return found[0] if found else "0"


def line(text: str | None) -> str:
    """Return text on one line."""
    return SPACES.sub(" ", clean(text or "")).strip()


def written(element: Element, *, pretty: bool = False) -> str:
    """Return an element as it stands in a file."""
    if pretty:
        indent(element, "  ")
    return tostring(element, encoding="unicode") + "\n"
