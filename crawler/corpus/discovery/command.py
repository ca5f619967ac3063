"""A list of addresses from a file or a program of the user's: what it says is as hostile as a page."""

from __future__ import annotations

import os
import selectors
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from ...discover.answer import SAID, Answer, UnreadableError, one_line
from ...discover.listed import read_list
from ...reasons import Reason
from ...settings import Discovery

PIECE = 65_536  # bytes read at once
ERRORS = 4096  # bytes of what a program says on stderr


def lists(settings: Discovery, folder: Path) -> Iterator[tuple[str, Answer]]:
    """Read the list in a file, and that of a command run in `folder`; each with its name."""
    most = int(settings.urls_megabytes * 2**20)
    if settings.urls_file:
        yield settings.urls_file, read(lambda: of_file(folder / settings.urls_file, most), settings.urls_file)
    if settings.urls_command:
        command = settings.urls_command
        seconds = settings.urls_seconds
        yield command, read(lambda: of_command(command, folder, seconds, most), command)


def read(load: Callable[[], bytes], name: str) -> Answer:
    """Read a list; one that can't be had is not measured."""
    try:
        return Answer(read_list(load().decode("utf-8", "replace"), name))
    except UnreadableError as error:
        return Answer(reason=error.reason, detail=one_line(error.detail)[: 2 * SAID])


def of_file(path: Path, most: int) -> bytes:
    """Return what stands in a file; raises UnreadableError."""
    try:
        with path.open("rb") as file:
            text = file.read(most + 1)
    except OSError as error:
        raise UnreadableError(Reason.UNREACHABLE, f"{path}: {error.strerror}") from None
    return within(text, most)


def of_command(command: str, folder: Path, seconds: float, most: int) -> bytes:
    """Return what a command prints; raises UnreadableError if it fails, takes too long or says too much.

    It runs without a shell and without input, in a process group that is ended with it.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  (whoever owns the corpus wrote it)
            shlex.split(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        raise UnreadableError(Reason.UNREACHABLE, f"{command}: {error.strerror}") from None
    with process:
        try:
            text, said = heard(process, time.monotonic() + seconds, most)
            status = None if len(text) > most else process.wait(seconds)
        except (TimeoutError, subprocess.TimeoutExpired):
            raise UnreadableError(Reason.TIMEOUT, f"stopped after {seconds:g} seconds") from None
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
    if status:
        trouble = one_line(said.decode("utf-8", "replace"))
        raise UnreadableError(Reason.BAD_ANSWER, f"it ended with status {status}: {trouble}")
    return within(text, most)


def heard(process: subprocess.Popen[bytes], deadline: float, most: int) -> tuple[bytes, bytes]:
    """Return what a process prints and complains of, up to a size; raises TimeoutError at the deadline."""
    kept: dict[int, tuple[bytearray, int]] = {}
    with selectors.DefaultSelector() as pipes:
        for pipe, size in ((process.stdout, most + 1), (process.stderr, ERRORS)):
            assert pipe is not None  # noqa: S101  (both were asked for)
            pipes.register(pipe, selectors.EVENT_READ)
            kept[pipe.fileno()] = (bytearray(), size)
        out, errors = kept.values()
        while pipes.get_map() and len(out[0]) <= most:
            ready = pipes.select(max(deadline - time.monotonic(), 0.0))
            if not ready:
                raise TimeoutError
            for key, _ in ready:
                piece = os.read(key.fd, PIECE)
                text, size = kept[key.fd]
                text += piece[: size - len(text)]
                if not piece:
                    pipes.unregister(key.fileobj)
    return bytes(out[0]), bytes(errors[0])


def within(text: bytes, most: int) -> bytes:
    """Return a text; raises UnreadableError for one that is too long."""
    if len(text) > most:
        raise UnreadableError(Reason.TOO_LARGE, f"more than {most / 2**20:g} MB")
    return text
