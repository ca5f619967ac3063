"""What tests of faults stand on: a small web, an undisturbed crawl of it, and a disk that fails on demand."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from console import corpuscle
from library import SETTINGS, SmallWeb, by_path

ARTICLES = 40


@pytest.fixture
def web():
    with SmallWeb(ARTICLES) as web:
        yield web


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpuscle.toml").write_text(SETTINGS)
    return tmp_path


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """What a crawl brings that nothing happens to: path → hash of the text."""
    folder = tmp_path_factory.mktemp("undisturbed")
    (folder / "corpuscle.toml").write_text(SETTINGS)
    with SmallWeb(ARTICLES) as web:
        done = corpuscle("crawl", *web.start, "-q", cwd=folder)
        assert done.returncode == 0, done.stderr
    found = by_path(folder / "corpus.db")
    assert len(found) == ARTICLES
    return found


@pytest.fixture(scope="session")
def shim(tmp_path_factory):
    """A library that, preloaded, makes the disk fail."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        if os.environ.get("CORPUSCLE_COMPILER") == "required":
            pytest.fail("no C compiler, though CORPUSCLE_COMPILER says that there is one")
        pytest.skip("needs a C compiler: failing disks are a library put before the system's")
    library = tmp_path_factory.mktemp("shim") / "shim.so"
    source = Path(__file__).with_name("shim.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    return library


@pytest.fixture
def failing(shim, folder, monkeypatch):
    """The file that says how the disk fails; it works as long as there is none."""
    control = folder / "fault"
    monkeypatch.setenv("LD_PRELOAD", str(shim))
    monkeypatch.setenv("FAULT", str(control))
    return control
