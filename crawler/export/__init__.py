"""Exports: texts of the corpus in the formats that people load. One format a file, in `formats/`.

A format is a function `write(job)` and a row of FORMATS here. It walks through `job.texts`, a dict
per text with the fields of `fields.py` in order of their ids, and writes into `job.part`: a file, or
a folder that exists. All around it is done elsewhere: `part` gets its name at the end and only then,
a manifest is written, progress shown, and every error becomes a line.

Nothing heavy is imported here: `corpuscle export --help` prints this list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .job import Job


class ExportError(Exception):
    """An export that can't be made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a format lets people choose, with `-o NAME=VALUE`."""

    name: str
    default: str
    help: str
    among: tuple[str, ...] = ()
    """What it can be; anything where this is empty."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that texts can leave in."""

    name: str
    help: str
    """What it is, in a line."""
    opens: str
    """What people open it with."""
    is_folder: bool = False
    goes_on: bool = False
    """It is made in parts: interrupted, it goes on with those that are not there yet."""
    options: tuple[Option, ...] = ()
    needs: tuple[str, ...] = ()
    """Distributions that it can't do without and that are no dependency of ours: they come with `extra`."""
    extra: str | None = None
    """Name of the extra in pyproject.toml."""
    module: str | None = None
    """Where its `write` is, if not in the file of `formats/` that has its name."""

    def writer(self) -> Callable[[Job], None]:
        """Import what writes it; raises ExportError where something must be installed first."""
        try:
            module = import_module(f".formats.{self.module or self.name}", __name__)
        except ModuleNotFoundError as error:
            if self.extra is None or (error.name or "").startswith("crawler"):
                raise
            msg = f"{self.name} needs {error.name}: pip install 'corpuscle[{self.extra}]'"
            raise ExportError(msg) from error
        write: Callable[[Job], None] = module.write
        return write


MARKS = Option(
    "marks",
    "none",
    "what is marked within paragraphs: sentences, or words too",
    ("none", "sentences", "words"),
)
GRAPH = (
    Option("nodes", "texts", "what a node is", ("texts", "hosts")),
    Option("links", "content", "all: menus too, which link everything with everything", ("content", "all")),
)
FORMATS = (
    Format(
        "jsonl", "JSON Lines: an object a line, with all that is known of a text", "jq, pandas, any program"
    ),
    Format(
        "csv",
        "A table: a line a text; no cell is a formula for a spreadsheet",
        "spreadsheets, R, pandas, DuckDB",
        options=(Option("bom", "no", "yes: begin with the mark by which Excel knows UTF-8", ("yes", "no")),),
    ),
    Format(
        "parquet",
        "A table in columns, typed and packed",
        "DuckDB, pandas, Polars, R, Spark",
        needs=("pyarrow",),
        extra="export",
    ),
    Format(
        "hf",
        "A dataset for Hugging Face: Parquet, dataset card, Croissant",
        "datasets, mlcroissant",
        is_folder=True,
        needs=("pyarrow",),
        extra="export",
    ),
    Format(
        "shards",
        "Parquet by month and language, and a corpus.db that finds what is in it",
        "DuckDB, Spark, Arrow, Polars; Datasette",
        is_folder=True,
        goes_on=True,
        options=(Option("texts", "20000", "most texts in a file"),),
        needs=("pyarrow",),
        extra="export",
    ),
    Format(
        "txt",
        "A text file per text, and a table of what is known of them",
        "AntConc, LancsBox, TXM, WordSmith",
        is_folder=True,
        options=(Option("header", "no", "yes: title, author, date, address first", ("yes", "no")),),
    ),
    Format(
        "markdown",
        "A Markdown file per text, with front matter",
        "Obsidian, Quarto, site generators",
        is_folder=True,
    ),
    Format(
        "datapackage",
        "A Frictionless data package: CSV and what each column means",
        "frictionless, Zenodo, R",
        is_folder=True,
    ),
    Format("warc", "The pages that texts were read from, as they came; name it .warc.gz", "pywb, warcio"),
    Format("wacz", "The same in one file that is replayed in a browser", "ReplayWeb.page, pywb"),
    Format("bibtex", "References to the articles", "LaTeX, JabRef, Zotero"),
    Format("ris", "References to the articles", "Zotero, EndNote, Mendeley, Citavi"),
    Format(
        "vertical",
        "A token a line, in texts, paragraphs and sentences, with scripts to load it",
        "CWB and CQP, CQPweb, NoSketch Engine",
        is_folder=True,
        options=(Option("text", "doc", "what a text is called: doc, or text for CQPweb", ("doc", "text")),),
    ),
    Format(
        "conllu", "CoNLL-U: a token a line, sentences, ten columns", "UDPipe, Stanza, spaCy, conllu, Grew"
    ),
    Format(
        "tei",
        "TEI P5: a teiCorpus in one file",
        "TXM, oXygen, TEI Publisher, XQuery",
        options=(MARKS,),
    ),
    Format(
        "tei-files",
        "TEI P5: a file per text, and a teiCorpus that includes them",
        "TXM, oXygen, TEI Publisher, XQuery",
        is_folder=True,
        options=(MARKS,),
        module="tei",
    ),
    Format(
        "gexf",
        "Who links to whom: texts or hosts as a graph, with dates",
        "Gephi, NetworkX",
        options=(
            *GRAPH,
            Option("version", "1.2", "of GEXF: NetworkX reads 1.2 only", ("1.2", "1.3")),
        ),
    ),
    Format("graphml", "The same graph as GraphML", "igraph, Cytoscape, yEd, Neo4j, NetworkX", options=GRAPH),
)


def find(name: str) -> Format:
    """Return a format by its name; raises ExportError for one that is not there."""
    import difflib  # noqa: PLC0415

    names = [one.name for one in FORMATS]
    if name in names:
        return FORMATS[names.index(name)]
    near = difflib.get_close_matches(name, names, 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names)}"
    raise ExportError(f"no format is called {name!r}; {hint}")
