"""The reference of corpus.db, printed from the declarations into docs/schema.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..corpus.schema import Column, Table, View
from ..corpus.tables import TABLES
from ..corpus.views import VIEWS
from ..reasons import Reason
from ..records import Kind
from .queries import QUERIES

ABOUT_QUERIES = """Canned queries of Datasette: with `corpuscle serve`, the one called `why` is at
`/corpus/why`, as data at `/corpus/why.json?_shape=array&url=…`. Their SQL stands in
[metadata.yml](../metadata.yml)."""


def schema_markdown() -> str:
    """Return tables, views, reasons, kinds of link and queries as Markdown."""
    return "\n\n".join(
        (
            "## Views",
            *(part for view in VIEWS for part in describe_view(view)),
            "## Tables",
            *(part for table in TABLES for part in describe_table(table)),
            "## Reasons",
            "Every “no”, in the order in which they can be said.",
            grid(("reason", "stage", "meaning"), ((f"`{r}`", r.stage, r.meaning) for r in Reason)),
            "## Kinds of link",
            grid(("kind", "meaning"), ((f"`{kind}`", kind.meaning) for kind in Kind)),
            "## Queries",
            ABOUT_QUERIES,
            grid(
                ("query", "inputs", "answers"),
                ((f"`{q.name}`", ", ".join(q.params), f"**{q.title}**<br>{q.description}") for q in QUERIES),
            ),
        )
    )


def describe_view(view: View) -> Iterator[str]:
    """Return a view's heading, meaning and columns."""
    yield f"### {view.name}"
    yield f"{view.help}."
    yield grid(("column", "meaning"), ((f"`{name}`", text) for name, text in view.columns))


def describe_table(table: Table) -> Iterator[str]:
    """Return a table's heading, meaning and columns."""
    yield f"### {table.name}"
    yield f"{table.help}."
    yield grid(
        ("column", "type", "meaning"),
        ((f"`{column.name}`", type_of(column), column.help) for column in table.columns),
    )
    if table.key:
        yield f"Primary key: {', '.join(f'`{name}`' for name in table.key)}."


def type_of(column: Column) -> str:
    """Return a column's type and constraints, and what it refers to."""
    if not column.references:
        return column.sql
    name = column.references.partition("(")[0]
    return f"{column.sql} → [{name}](#{name})"


def grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines)
