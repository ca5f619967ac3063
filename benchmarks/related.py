"""Measure the link reader on labelled pages: precision, recall, F1, page accuracy, time."""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.reading.document import Document, parse
from crawler.reading.links import find_links
from crawler.records import Kind

ANSWERS = (Kind.RELATED, Kind.INLINE, Kind.NEXT)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder", type=Path)
    ap.add_argument("--only")
    ap.add_argument("rest", nargs="*")
    a, rest = ap.parse_known_args()
    only = set(json.load(open(a.only))) if a.only and not a.only.startswith("!") else None
    nots = set(json.load(open(a.only[1:]))) if a.only and a.only.startswith("!") else set()
    lab = tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False)
    out = tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False)
    T = 0; n = 0
    for l in open(a.folder / "labels.jsonl"):
        r = json.loads(l)
        if only is not None and r["id"] not in only or r["id"] in nots:
            continue
        lab.write(l)
        d = parse(gzip.open(a.folder / "pages" / (r["id"] + ".html.gz")).read().decode(), r["url"])
        if not isinstance(d, Document):
            print("not read:", r["id"], d)
            continue
        t = time.process_time()
        L = find_links(d)
        T += time.process_time() - t; n += 1
        L = sorted((x for x in L if x.kind in ANSWERS), key=lambda x: -x.score)
        out.write(json.dumps({"id": r["id"], "urls": [x.url for x in L]}) + "\n")
    lab.close(); out.close()
    subprocess.run([sys.executable, str(a.folder / "score.py"), lab.name, out.name, *rest])
    print(f"{T/n*1e3:.2f} ms CPU a page")

main()
