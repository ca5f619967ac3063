"""What keeps a crawl from a cluster is one line that says what to do, and leaves nothing behind."""

from __future__ import annotations

import pickle
import socket
import threading
from importlib.metadata import version

import pytest
from console import corpuscle, free_port

from crawler.corpus import HeldError
from crawler.scale.cluster import Cluster, init
from crawler.scale.crawl import plan
from crawler.scale.door import ScaleError
from crawler.scale.errors import LostError

START = ("--start", "http://one.localhost:8099/")


def said(done, status=1):
    """Return the one line that a command ended with."""
    assert done.returncode == status, done.stderr
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("Error: ")]
    assert "Traceback" not in done.stderr
    return line


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_nobody_there(tmp_path, scheme):
    address = f"{scheme}127.0.0.1:{free_port()}"
    line = said(corpuscle("crawl", *START, "--ray", address, cwd=tmp_path))
    assert "nobody answers at 127.0.0.1" in line
    assert "ray start --head" in line
    assert list(tmp_path.iterdir()) == []


def test_somebody_there_who_is_no_cluster(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=hang_up, args=[server], daemon=True).start()
        address = f"127.0.0.1:{server.getsockname()[1]}"
        assert "is no Ray cluster" in said(corpuscle("crawl", *START, "--ray", address, cwd=tmp_path))
    assert list(tmp_path.iterdir()) == []


def hang_up(server):
    """Say something that is no gRPC to whoever comes, until nobody can come any more."""
    while True:
        try:
            visitor, _ = server.accept()
        except OSError:
            return
        with visitor:
            visitor.sendall(b"220 at your service\r\n")


def test_no_ray_here(tmp_path):
    (tmp_path / "ray.py").write_text("raise ImportError")
    line = said(corpuscle("crawl", *START, "--ray", "auto", cwd=tmp_path))
    assert line == "Error: --ray needs Ray, which is not installed here: pip install 'corpuscle[ray]'"


@pytest.mark.parametrize(
    ("options", "part"),
    [(["--crawlers", 2], "name it with --ray"), (["--ray", "auto", "--timings"], "leave out --ray")],
)
def test_options_that_do_not_go_together(tmp_path, options, part):
    assert part in said(corpuscle("crawl", *START, *options, cwd=tmp_path), 2)


def test_a_held_corpus_is_told_of_across_machines():
    error = pickle.loads(pickle.dumps(HeldError("held by another", 5.0)))  # noqa: S301  (our own)
    assert (str(error), error.seconds) == ("held by another", 5.0)


class FakeRay:
    """A cluster with one node that sees everything."""

    def __init__(self, cpus, free):
        self.cpus, self.free = cpus, free

    def nodes(self):
        has = {"CPU": self.cpus, "node:__internal_head__": 1}
        return [{"Alive": True, "NodeID": "1", "NodeManagerHostname": "n1", "Resources": has}]

    def cluster_resources(self):
        return {"CPU": self.cpus}

    def available_resources(self):
        return {"CPU": self.free}


@pytest.mark.parametrize(
    ("cores", "wanted", "part"),
    [
        ((0, 0), (None, None), "no cores to read with"),
        ((4, 0), (None, None), "all 4 cores of the cluster are taken"),
        ((4, 4), (3, 2), "each of 3 crawlers needs one"),
    ],
)
def test_no_room(monkeypatch, tmp_path, cores, wanted, part):
    answer = ("machine", True, version("corpuscle"))
    monkeypatch.setattr("crawler.scale.placing.ask", lambda *_: "ref")
    monkeypatch.setattr("crawler.scale.placing.gathered", lambda *_: {"ref": answer})
    cluster = Cluster(FakeRay(*cores), ("127.0.0.1", 1))
    with pytest.raises(ScaleError, match=part):
        plan(cluster, tmp_path / "corpus.db", *wanted)
    assert list(tmp_path.iterdir()) == []


def test_a_head_is_lost_when_it_has_been_silent_for_a_while():
    cluster = Cluster(None, ("127.0.0.1", free_port()))
    cluster.looked_at = 0.0
    cluster.check_head()  # a moment is none
    cluster.looked_at = 0.0
    cluster.heard_at -= 60.0
    with pytest.raises(LostError, match="what was saved is safe"):
        cluster.check_head()


class BusyRay:
    """Stands for a Ray that is too slow so many times: a real one is only on a machine that is."""

    def __init__(self, failures, word):
        self.failures = failures
        self.word = word

    def init(self, address, **_options):
        self.failures -= 1
        if self.failures >= 0:
            raise ConnectionAbortedError(self.word)
        return address


@pytest.mark.parametrize(
    ("word", "most"),
    [
        ("ray client connection timeout", 1),
        ("Initialization failure from server:\nRuntimeError: Starting Ray client server failed.", 3),
        ("refused", 0),
    ],
)
def test_a_cluster_that_is_slow_or_fails_to_start_a_server_is_asked_again(word, most):
    assert init(BusyRay(most, word), "ray://a:1") == "ray://a:1"
    ray = BusyRay(most + 1, word)
    with pytest.raises(ScaleError):
        init(ray, "ray://a:1")
    assert ray.failures == 0
