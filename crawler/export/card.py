"""README.md of a dataset: what the hub reads in YAML, and what people read below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from .fields import FIELDS
from .job import Job
from .origin import by_count
from .plain import escaped
from .selection import USES

# smallest size of each of the hub's classes, the largest first
SIZES = (
    (10**7, "10M<n<100M"), (10**6, "1M<n<10M"), (10**5, "100K<n<1M"), (10**4, "10K<n<100K"),
    (10**3, "1K<n<10K"), (0, "n<1K"),
)  # fmt: skip
MOST = 20  # rows of a table of counts


def card(job: Job) -> str:
    """Return the whole card."""
    head = yaml.safe_dump(front_matter(job), allow_unicode=True, sort_keys=False)
    return f"---\n{head}---\n\n{body(job)}"


def front_matter(job: Job) -> dict[str, Any]:
    """Return what the hub reads."""
    size = next(name for least, name in SIZES if job.facts.texts >= least)
    return {
        "pretty_name": job.origin.title,
        "language": by_count(job.facts.languages.items()),
        # not "unknown": the texts have each their own
        "license": job.origin.licence.lower() or "other",
        "size_categories": [size],
        "source_datasets": ["original"],
        "tags": ["news", "web", "corpuscle"],
        "configs": [{"config_name": "default", "data_files": [{"split": "train", "path": "data/train-*"}]}],
    }


def body(job: Job) -> str:
    """Return what people read."""
    facts, selection = job.facts, job.selection
    dates = f", published {facts.published[0]} to {facts.published[1]}" if facts.published else ""
    said = [
        f"# {escaped(job.origin.title)}",
        escaped(job.origin.description),
        f"{facts.texts} texts, {facts.words} words{dates}.",
        f"Corpus `{job.origin.corpus}` as of {job.origin.as_of}. {MANIFEST}",
        "## Texts",
        fields(),
        "## Languages",
        counts("Language", dict(facts.languages)),
        "## Sites",
        counts("Host", dict(facts.hosts)),
        "## How it was made",
        GATHERED,
        *(["Each text is only an excerpt; `sha256` is that of the whole."] if selection.excerpts else []),
        "## Rights",
        rights(job),
        PERSONAL,
        "## Who made it",
        "\n".join(f"- {escaped(name)}" for name in job.origin.authors),
    ]
    return "\n\n".join(said) + "\n"


MANIFEST = "`manifest.json` has the selection, versions and checksums."
GATHERED = (
    "Corpuscle started from seed articles and followed the links by which pages present what is related. "
    "It obeyed robots.txt, asked each host slowly, read texts with trafilatura, and judged each against the "
    "seeds. Copies and excerpts of other texts were left out."
)
PERSONAL = (
    "News texts name people. Whoever processes them is responsible for what data protection law asks; "
    "texts that somebody asked to have removed are not in here, and should be removed from copies too."
)


def fields() -> str:
    """Return a table of what is known of each text."""
    return table(("Field", "Type", "Meaning"), [(f"`{f.name}`", f.type, f.help) for f in FIELDS])


def rights(job: Job) -> str:
    """Return what may be done with the texts, as far as their sites say."""
    facts, selection = job.facts, job.selection
    said = [
        "The texts belong to their authors and publishers.",
        f"Reserved by their sites against mining or training: {facts.reserved} of {facts.texts}",
        "(`reserved`; what exactly is said stands in `rights`).",
    ]
    if selection.allowed_for:
        said.append(f"Of all texts only those are here of which holds: {USES[selection.allowed_for][1]}.")
    licences = {name: count for name, count in facts.licences.items() if name}
    if licences:
        said.append("\n\n" + counts("Licence", licences))
    return " ".join(said)


def counts(title: str, counted: dict[str, int]) -> str:
    """Return a table of counts, the highest first."""
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    rows = [(escaped(name) or "unknown", str(count)) for name, count in ranked[:MOST]]
    if ranked[MOST:]:
        rows.append((f"{len(ranked) - MOST} others", str(sum(count for _, count in ranked[MOST:]))))
    return table((title, "Texts"), rows)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of Markdown."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))
