"""DATASHEET.md: what a release is, in the questions of Gebru et al., “Datasheets for Datasets”.

What the program knows is said; what only people can know stays a question to them.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from ..card import counts, fields, rights
from ..job import Job
from ..plain import escaped
from .rows import Release

TEMPLATE = Path(__file__).with_name("datasheet.md")
OPEN = "*To be said by the makers of this corpus.*"
ALL = "All texts of the corpus that were kept."
MOST = 50  # seeds that are named


def datasheet(job: Job, release: Release) -> str:
    """Return the whole sheet."""
    facts, origin = job.facts, job.origin
    judges, manners = release.settings["judges"], release.settings["manners"]
    first, last = facts.found or ("", "")
    days = facts.published
    return Template(TEMPLATE.read_text("utf-8")).substitute(
        title=escaped(origin.title),
        release=release.name,
        description=escaped(origin.description),
        authors=escaped("; ".join(origin.authors)),
        open=OPEN,
        instance="Excerpts of articles" if job.selection.excerpts else "Articles",
        texts=facts.texts,
        words=facts.words,
        hosts=len(facts.hosts),
        dates=f" They were published from {escaped(days[0])} to {escaped(days[1])}." if days else "",
        selection=selected(job),
        by_language=counts("Language", dict(facts.languages)),
        by_host=counts("Host", dict(facts.hosts)),
        fields=fields(),
        seeds=seeds(release),
        first=first,
        last=last,
        ignored=", ".join(manners["ignore_robots"]) or "none",
        delay=manners["delay"],
        min_words=judges["min_words"],
        min_relevance=judges["min_relevance"],
        near=release.settings["duplicates"]["near"],
        software=", ".join(f"{name} {number}" for name, number in origin.software.items()),
        rights=rights(job),
        licence=(f"The collection: {escaped(origin.licence)}. " if origin.licence else "")
        + "Each text keeps the rights of its author and publisher.",
        where=" ".join(filter(None, (origin.url, origin.doi and f"doi:{origin.doi}"))) or OPEN,
    )


def selected(job: Job) -> str:
    """Say what of the corpus was selected."""
    chosen = job.selection.as_dict()
    return "; ".join(f"`{name}`: {escaped(str(value))}" for name, value in chosen.items()) or ALL


def seeds(release: Release) -> str:
    """List the seeds."""
    names = [seed["title"] or seed["url"] or seed["path"] for seed in release.seeds]
    rest = [f"- and {len(names) - MOST} others"] if len(names) > MOST else []
    return "\n".join([*(f"- {escaped(' '.join(name.split()))}" for name in names[:MOST]), *rest])
