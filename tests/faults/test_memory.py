"""A page that kills its reader has one more try, alone: what others did is not held against it."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest
from builders import URL, make_page

from crawler.reasons import Reason
from crawler.records import Target
from crawler.settings import Archive, Reading, Settings
from crawler.workers import Workers

PARAGRAPH = "The ferry crossed the strait before dawn, and nobody on board had slept for a minute. "
BODY = f"<article><h1>Ferry</h1><p>{PARAGRAPH * 5}</p><p>{PARAGRAPH * 5}</p></article>".encode()


class Deadly(dict[str, str]):
    """Headers that end their reader the first times they are looked at; a file remembers how often."""

    def get(self, *names: str) -> str | None:
        marks = Path(self["marks"])
        tries = len(marks.read_text()) if marks.exists() else 0
        marks.write_text("x" * (tries + 1))
        if tries < int(self["times"]):
            if self["how"] == "memory":
                bytearray(64 << 30)
            os.kill(os.getpid(), signal.SIGKILL)
        return super().get(*names)


# headers that kill must not be looked at by the process that packs what nobody could read
SETTINGS = Settings(
    archive=Archive(enabled=False),
    reading=Reading(workers=1, seconds=20, megabytes=1024),
)


@pytest.fixture(scope="module")
def workers():
    workers = Workers(SETTINGS, [])
    yield workers
    workers.stop()


@pytest.mark.parametrize("how", ["kill", "memory"])
def test_what_kills_its_reader_once_is_read(workers, tmp_path, how):
    marks = tmp_path / "marks"
    page = make_page(
        body=BODY, headers=Deadly({"content-type": "text/html"}, marks=str(marks), times="1", how=how)
    )
    reading = asyncio.run(workers.read(Target(URL), page))
    assert reading.reason is None, reading.page.detail
    assert "ferry" in reading.article.text


@pytest.mark.parametrize(("how", "said"), [("kill", "exit code -9"), ("memory", "MemoryError")])
def test_what_kills_it_twice_is_refused(workers, tmp_path, how, said):
    marks = tmp_path / "marks"
    page = make_page(body=BODY, headers=Deadly(marks=str(marks), times="9", how=how))
    reading = asyncio.run(workers.read(Target(URL), page))
    assert reading.reason is Reason.READING_FAILED
    assert reading.page.detail.startswith("tried twice: ")
    assert said in reading.page.detail
    assert len(marks.read_text()) == 2
