"""Results as Markdown, for docs/benchmarks.md and the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from .candidates import CANDIDATES
from .results import Results

BARS = {
    "corpuscle crawl / trafilatura from memory": "≥ 1.15",
    "corpuscle crawl / plain Scrapy": "≥ 2.2",
    "corpuscle crawl / fastest peer that extracts and stores": "≥ 1.5",
    "CPU of read() / CPU of trafilatura": "≤ 0.65",
}


def table(results: Results) -> str:
    """Return a table of all candidates, one of the ratios, and what it was measured with."""
    return "\n".join([*candidates(results), "", *bars(results), "", *measured_with(results)])


def candidates(results: Results) -> Iterator[str]:
    """Yield a line per candidate, medians over its rounds."""
    yield "| candidate | pages/s (least–most) | CPU ms/page | peak memory, MiB | with text | pages |"
    yield "|---|---|---|---|---|---|"
    for name, candidate in CANDIDATES.items():
        row = results.row(name)
        if row is None:
            continue
        about = f"**{candidate.about}**" if candidate.name == "corpuscle" else candidate.about
        if isinstance(row, str):
            yield f"| {about} | {row.replace('|', '/')} | | | | |"
            continue
        yield (
            f"| {about} | {row['speed']:.1f} ({row['slowest']:.1f}–{row['fastest']:.1f}) | {row['cpu']:.0f} "
            f"| {row['megabytes']:.0f} | {row['texts']:.1%} | {row['pages']:.0f} |"
        )


def bars(results: Results) -> Iterator[str]:
    """Yield a line per ratio."""
    yield "| ratio, round by round | median (least–most) | aim |"
    yield "|---|---|---|"
    for about, middle, least, most in results.bars():
        yield f"| {about} | **{middle:.2f}** ({least:.2f}–{most:.2f}) | {BARS[about]} |"


def measured_with(results: Results) -> Iterator[str]:
    """Yield what it was measured on and with, in short sentences."""
    about = results.about
    pages = "real pages" if about["real"] else "pages of the demo web"
    yield (
        f"{about['pages']} pages made of {about['bodies']} {pages}; {about['cores']} cores "
        f"({about['processor']}), {about['memory_gib']} GiB, {about['system']}, Python {about['python']}, "
        f"SQLite {about['sqlite']}."
    )
    for name, versions in results.content["versions"].items():
        if versions and name in CANDIDATES:
            yield f"{name}: {', '.join(f'{package} {number}' for package, number in versions.items())}."
