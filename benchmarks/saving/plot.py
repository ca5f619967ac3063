"""Draw what `measure.py --curves` wrote: cost of a save by stage, and bytes of an article, as a corpus grows.

python benchmarks/saving/plot.py CURVES.json growth.svg
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

PARTS = {
    "texts": ("articles", "articles_"), "search index": ("articles_fts",),
    "addresses": ("frontier", "sqlite_autoindex_frontier"),
    "links": ("blocks", "contents", "entries", "shown", "sqlite_autoindex_contents"),
    "copies": ("samples", "fingerprints"), "pages and visits": ("pages", "visits"),
}  # fmt: skip


def main() -> None:
    """Draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("curves", type=Path)
    parser.add_argument("drawing", type=Path)
    given = parser.parse_args()
    mpl.rcParams.update({"svg.hashsalt": "growth", "font.size": 9})
    draw(json.loads(given.curves.read_text())).savefig(given.drawing, metadata={"Date": None})


def draw(figures: list[dict[str, Any]]) -> Figure:
    """Return both curves."""
    figure = Figure((8, 3), layout="constrained")
    cost, size = figure.subplots(1, 2)
    articles = [max(one["articles"], 1) for one in figures]
    cost.plot(articles, [one["cpu_ms"] for one in figures], "o-", label="save, all of it")
    for name in figures[0]["stages_ms"]:
        cost.plot(articles, [one["stages_ms"].get(name, 0) for one in figures], ".-", label=name)
    cost.set(xscale="log", xlabel="articles in the corpus", ylabel="CPU, ms for each page", ylim=(0, None))
    cost.legend(frameon=False)
    measured = [one for one in figures if "bytes" in one]
    sizes = {name: [part(one["bytes"], name) for one in measured] for name in [*PARTS, "the rest"]}
    size.stackplot([one["articles"] for one in measured], *sizes.values(), labels=list(sizes))
    size.set(xscale="log", xlabel="articles in the corpus", ylabel="bytes for each article")
    size.legend(frameon=False, loc="lower left")
    return figure


def part(found: dict[str, int], name: str) -> int:
    """Return the bytes of one part."""
    of = {table: owner(table) for table in found}
    return sum(size for table, size in found.items() if of[table] == name)


def owner(table: str) -> str:
    """Return the part that a table or an index belongs to."""
    fitting = [(len(prefix), name) for name, prefixes in PARTS.items() for prefix in prefixes
               if table.startswith(prefix)]  # fmt: skip
    return max(fitting)[1] if fitting else "the rest"


if __name__ == "__main__":
    main()
