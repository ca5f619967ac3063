"""Measure the link reader on labelled pages: precision, recall, F1, page accuracy, CPU time.

    python benchmarks/related.py FOLDER [--errors] [--by lang] [--only ID…]

FOLDER holds labels.jsonl (id, url and the links of each page that are related), pages/ID.html.gz
and score.py, which does the counting. Predicted are the links of kinds related, inline and next.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from crawler.reading.document import Document, parse
from crawler.reading.links.find import find_links
from crawler.records import Kind, Link

ANSWERS = (Kind.RELATED, Kind.INLINE, Kind.NEXT)
NEEDED = ("labels.jsonl", "pages", "score.py")


@dataclass(frozen=True)
class Sample:
    """A page with its label, as one line of JSON."""

    name: str
    label: str
    document: Document


def samples(folder: Path, only: list[str]) -> Iterator[Sample]:
    """Parse the pages of a folder, one at a time."""
    for line in (folder / "labels.jsonl").read_text("utf-8").splitlines():
        label = json.loads(line)
        if only and label["id"] not in only:
            continue
        text = gzip.decompress((folder / "pages" / f"{label['id']}.html.gz").read_bytes()).decode()
        document = parse(text, label["url"])
        if isinstance(document, Document):
            yield Sample(label["id"], line, document)
        else:
            print(f"{label['id']}: not read, {document}", file=sys.stderr)


def predict(sample: Sample) -> tuple[str, float]:
    """Return the line that score.py wants for a page, and the CPU seconds it took."""
    started = time.process_time()
    links = find_links(sample.document)
    seconds = time.process_time() - started
    answers: list[Link] = [link for link in links if link.kind in ANSWERS]
    answers.sort(key=lambda link: -link.score)
    return json.dumps({"id": sample.name, "urls": [link.url for link in answers]}), seconds


def main() -> int:
    """Predict, have the predictions scored, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what is wrong and what is missing")
    parser.add_argument("--by", choices=["lang", "page"], help="break the figures down")
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="pages to look at")
    options = parser.parse_args()
    missing = [name for name in NEEDED if not (options.folder / name).exists()]
    if missing:
        print(f"{options.folder} has no {', '.join(missing)}: no labelled pages there", file=sys.stderr)
        return 1
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as scratch:
        labels, predictions = Path(scratch, "labels.jsonl"), Path(scratch, "predictions.jsonl")
        with labels.open("w", encoding="utf-8") as truth, predictions.open("w", encoding="utf-8") as ours:
            for sample in samples(options.folder, options.only):
                line, spent = predict(sample)
                seconds.append(spent)
                print(sample.label, file=truth)
                print(line, file=ours)
        score = [sys.executable, str(options.folder / "score.py"), str(labels), str(predictions)]
        score += ["--errors"] if options.errors else []
        score += ["--by", options.by] if options.by else []
        done = subprocess.run(score, check=False)
    print(f"time    {mean(seconds) * 1e3:.1f} ms CPU a page (median {median(seconds) * 1e3:.1f})")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
