"""Files and archives are read on a cluster as on one machine, whoever dies on the way."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import partial

import pytest
from builders import rows
from clusters import RunningCluster, kill
from console import corpuscle
from exported import everything, fill
from test_ingest import NEW, OLD, SETTINGS, record, unpacked

from crawler.batch.answers import Limits
from crawler.batch.ingest import Order, ingest
from crawler.batch.readers import Local
from crawler.batch.reread import Wish, reread
from crawler.batch.sources import sources
from crawler.corpus import Corpus
from crawler.export import find
from crawler.export.copies.find import find as find_copies
from crawler.export.run import Order as ExportOrder
from crawler.export.run import export
from crawler.export.selection import Selection
from crawler.scale.batch import readers as remote
from crawler.scale.batch import worker
from crawler.scale.batch.readers import Remote, parts
from crawler.scale.batch.tasks import in_order
from crawler.scale.cluster import connected
from crawler.settings import Duplicates, Settings, load

CONTENT = {
    "articles": "select url, title, text, reason, first_seen, last_changed from articles order by url",
    "frontier": "select url, status, reason, kind from frontier order by url",
    "versions": "select url, v.title, v.seen_at from versions v join articles a on a.id = article order by 1",
    "ingests": """select position, records, answers, articles, refused, skipped, damaged, status, detail
from ingests order by id""",
    "damages": "select position, length, detail from damages order by ingest, position",
    "captures": "select url, sha1, kind, held from archive order by 1, 2, 3",
}


@pytest.fixture(scope="module")
def cluster():
    """Two nodes of one core each."""
    with RunningCluster() as cluster:
        yield cluster


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Files of records, damaged ones and ones that are older or newer than others among them."""
    folder = tmp_path_factory.mktemp("files")
    damaged = bytearray(record("Damaged"))
    damaged[30:80] = bytes(50)
    trees = [record(f"Tree{number}") for number in range(40)]
    packed = [*trees[:20], bytes(damaged), bytes(damaged), record("Gone", status=404), *trees[20:]]
    (folder / "a.warc.gz").write_bytes(b"".join(packed) + record("Torn")[:300])
    (folder / "b.warc").write_bytes(
        unpacked(record("Tree1", NEW, text="Elms"), record("Tree2", OLD), *trees[:9])
    )
    (folder / "c.warc.gz").write_bytes(b"none")
    (folder / "saved").mkdir()
    page = b"<link rel=canonical href=https://saved.example/a>" + b"<p>Saved, and read again.</p>" * 40
    (folder / "saved" / "a.html").write_bytes(page)
    os.utime(folder / "saved" / "a.html", (0, 1_700_000_000))
    return [str(folder / name) for name in ("a.warc.gz", "b.warc", "c.warc.gz", "saved")]


def ingested(folder, files, make, **options):
    folder.mkdir(exist_ok=True)
    (folder / "corpuscle.toml").write_text(SETTINGS)
    with Corpus(folder / "corpus.db", create=True) as corpus:
        tally = ingest(corpus, load(folder), Order(sources(files), **options), make=make)
        return tally, {name: rows(corpus, sql) for name, sql in CONTENT.items()}


def test_a_file_in_parts_is_the_file(files, monkeypatch):
    """Wherever it is cut: each record is in the part that it begins in."""
    monkeypatch.setattr(worker, "read", lambda _, found: [(job.about, None) for job in found])
    limits = Limits(10_000_000)
    for source in sources(files[:2]):
        span = (0, source.facts()[0])
        monkeypatch.setattr(remote, "PART", 1 << 30)
        whole = [
            step for part in parts(source, span, limits) for step, _ in worker.read_part(None, part).readings
        ]
        for size in (5_000, 977, 64):
            monkeypatch.setattr(remote, "PART", size)
            at, steps = 0, []
            for part in parts(source, span, limits):
                if at >= part.end:
                    continue
                found = worker.read_part(None, part)
                if found.start != at:
                    exact = worker.Part(source, at, part.end, limits, is_exact=True)
                    found = worker.read_part(None, exact)
                ends = [step.position for step, _ in found.readings]
                assert all(begins < part.end for begins in (found.start, *ends[:-1]))
                steps += [step for step, _ in found.readings]
                at = steps[-1].position
            assert steps == whole


def test_a_cluster_reads_what_one_machine_reads(cluster, files, tmp_path, monkeypatch):
    monkeypatch.setattr(remote, "PART", 5_000)
    alone, expected = ingested(tmp_path / "alone", files, Local)
    with connected(cluster.address) as ours:
        make = partial(Remote, ours)
        tally, content = ingested(tmp_path / "cluster", files, make)
        assert content == expected
        assert (tally.articles, tally.skipped, tally.damaged, tally.refused) == (
            alone.articles, alone.skipped, alone.damaged, alone.refused,
        )  # fmt: skip
        assert ["no WARC file" in trouble for trouble in tally.failed.values()] == [True]
        limited, content = ingested(tmp_path / "limited", files[:1], make, hosts=("example",), limit=7)
        assert (limited.articles, len(content["articles"])) == (7, 7)
        assert ingested(tmp_path / "limited", files[:1], make)[1]["articles"] == ingested(
            tmp_path / "one", files[:1], Local
        )[1]["articles"]  # fmt: skip
        read_again = []
        for name, how in (("alone", Local), ("cluster", make)):
            with Corpus(tmp_path / name / "corpus.db") as corpus:
                changes = reread(corpus, load(tmp_path / name), Wish(every=True), make=how)
                read_again.append((changes.pages, changes.same, changes.failed))
        assert read_again[0] == read_again[1]
        assert read_again[0][0] > 40


def test_what_dies_is_done_again(cluster, files, tmp_path, monkeypatch):
    """Killed are the processes of tasks with their readers, and a machine."""
    monkeypatch.setattr(remote, "PART", 2_000)
    _, expected = ingested(tmp_path / "alone", files[:1], Local)
    cluster.add_node()
    victims, killed = [], []

    class Killing(Remote):
        async def result(self, ref):
            found = await super().result(ref)
            victims.append(ref)
            if len(victims) in (3, 6, 9):
                # a process of a task is idle for a moment after it
                killed.extend(cluster.workers("ray::read_part") or cluster.workers("ray::IDLE"))
                kill(killed[-1])
            if len(victims) == 5:
                cluster.kill_node()
            return found

    with connected(cluster.address) as ours:
        _, content = ingested(tmp_path / "cluster", files[:1], partial(Killing, ours))
    assert len(victims) > 9
    assert killed
    assert content == expected


def test_shards_of_a_cluster_are_those_of_one_machine(cluster, tmp_path):
    everyone = Selection(everything=True)
    with Corpus(fill(tmp_path / "corpus.db")) as corpus, connected(cluster.address) as ours:
        order = partial(ExportOrder, find("shards"), selection=everyone, options={"texts": "1"})
        do = partial(in_order, ours)
        export(corpus, Settings(), order(tmp_path / "alone"))
        export(corpus, Settings(), order(tmp_path / "cluster", do=do))
        copies = find_copies(tmp_path / "alone", Duplicates())
        assert copies.left_out == 1
        find_copies(tmp_path / "cluster", Duplicates(), do)
    assert len(everything(tmp_path / "alone")) == 6 + 3 + 1
    assert everything(tmp_path / "cluster") == everything(tmp_path / "alone")


def test_by_hand_it_goes_on_where_it_was(cluster, files, tmp_path):
    (tmp_path / "corpuscle.toml").write_text(SETTINGS)
    done = corpuscle("ingest", files[0], "--limit", 9, "--ray", cluster.address, "-q", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = corpuscle("ingest", files[0], "--ray", cluster.address, cwd=tmp_path)
    assert (done.returncode, "31 articles" in done.stdout) == (0, True), done.stderr
    with closing(sqlite3.connect(tmp_path / "corpus.db")) as corpus:
        assert corpus.execute("select count(*), count(distinct text) from articles").fetchone() == (40, 40)
    done = corpuscle("ingest", files[0], "--ray", "127.0.0.1:1", cwd=tmp_path)
    assert (done.returncode, "nobody answers at 127.0.0.1:1" in done.stderr) == (1, True)
