"""Processes that work for this one: a call at a time each, and to be killed in the middle of it.

Each has a socket of its own, which the loop of whoever calls waits for: no thread, no queue and no lock
between a page and its reader.
"""

from __future__ import annotations

import asyncio
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

SIZE = struct.Struct("!Q")  # stands before each message
MOST_AT_ONCE = 1 << 18  # bytes received in one go: most answers
BUFFER = 1 << 20  # bytes on their way, if the system lets us: most pages
PROTOCOL = 5  # of pickles
DYING = 1.0  # seconds from hanging up to the end
LONGEST = 500  # characters of what an exception says


class DiedError(Exception):
    """A process that ended in the middle of a call."""

    def __init__(self, code: int | None) -> None:
        """Say how it ended; below 0 is the signal that killed it."""
        super().__init__(f"the reader died with exit code {code}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Task:
    """What processes are for; its parts can be pickled."""

    prepare: Callable[..., None]
    """Called once in each, before the first call."""
    arguments: tuple[Any, ...]
    """Of `prepare`."""
    work: Callable[..., Any]
    """Called again and again."""


class Pool:
    """Some processes; one that died is replaced when it is needed next."""

    def __init__(self, number: int, task: Task, context: BaseContext) -> None:
        """Plan them; they start with the first call, or with `ready`."""
        self.free = [Member(task, context) for _ in range(number)]
        self.members = tuple(self.free)
        self.places = asyncio.Semaphore(number)

    async def ready(self) -> None:
        """Start all; wait until one is ready, and raise DiedError if it can't be."""
        for member in self.members:
            await member.start()
        first = self.members[0]
        try:
            await first.greeted()
        except ConnectionError:
            raise DiedError(await first.end(DYING)) from None

    async def call(self, *arguments: object, seconds: float) -> Any:
        """Have one process work, which is killed after so many seconds.

        Raises TimeoutError, DiedError, MemoryError if it has not enough, and RuntimeError for whatever
        else was raised there.
        """
        async with self.places:
            message = packed(arguments)
            member = self.free.pop()
            try:
                await member.start()
                await member.greeted()
                async with asyncio.timeout(seconds):
                    answer = await member.ask(message)
            except ConnectionError:
                raise DiedError(await member.end(DYING)) from None
            except BaseException:
                # it is in the middle of something that nobody waits for
                await member.end()
                raise
            finally:
                self.free.append(member)
        value, error = pickle.loads(answer)  # noqa: S301  (our own)
        if error is not None:
            raise error
        return value

    def stop(self) -> None:
        """End all, whatever they do."""
        for member in self.members:
            member.kill()


class Member:
    """One process at a time, and the socket that leads to it."""

    def __init__(self, task: Task, context: BaseContext) -> None:
        """Plan it."""
        self.task = task
        self.context = context
        self.process: BaseProcess | None = None
        self.socket: socket.socket | None = None
        self.changing = Lock()
        """Held by threads that start it or wait for its end."""
        self.is_ready = False

    async def start(self) -> None:
        """Start it, unless it runs; in a thread, as a server of forks may have to load all first."""
        if self.process is None:
            await asyncio.to_thread(self.launch)

    def launch(self) -> None:
        """Start it."""
        with self.changing:
            ours, theirs = socket.socketpair()
            for end in (ours, theirs):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, BUFFER)
            ours.settimeout(0)
            with theirs:
                process: Any = self.context.Process(target=serve, args=(theirs, self.task), daemon=True)  # type: ignore[attr-defined]
                process.start()
            self.process, self.socket, self.is_ready = process, ours, False

    async def greeted(self) -> None:
        """Wait until it is prepared."""
        if not self.is_ready:
            await self.received()
            self.is_ready = True

    async def ask(self, message: bytes) -> memoryview:
        """Send a message, and return the answer; raises ConnectionError if it ended."""
        assert self.socket is not None  # noqa: S101  (it was started)
        await asyncio.get_running_loop().sock_sendall(self.socket, message)
        return await self.received()

    async def received(self) -> memoryview:
        """Return the next message from it."""
        assert self.socket is not None  # noqa: S101  (it was started)
        loop = asyncio.get_running_loop()
        pieces, missing = list[bytes](), SIZE.size
        while missing > 0:
            piece = await loop.sock_recv(self.socket, MOST_AT_ONCE)
            if not piece:
                raise ConnectionResetError
            if not pieces:
                (size,) = SIZE.unpack_from(piece)
                missing += size
            pieces.append(piece)
            missing -= len(piece)
        return memoryview(b"".join(pieces))[SIZE.size :]

    async def end(self, patience: float = 0.0) -> int | None:
        """End it in a thread, as `kill` does."""
        return await asyncio.to_thread(self.kill, patience)

    def kill(self, patience: float = 0.0) -> int | None:
        """End it, however busy it is, unless it ends by itself in time; return how it ended."""
        with self.changing:
            if self.process is None or self.socket is None:
                return None
            self.process.join(patience)
            self.process.kill()
            self.process.join()
            code: int | None = self.process.exitcode
            self.socket.close()
            self.process = self.socket = None
            return code


def serve(connection: socket.socket, task: Task) -> None:
    """Work until nobody is there any more; the first message says that all is prepared."""
    task.prepare(*task.arguments)
    connection.sendall(packed(None))
    while message := received(connection):
        connection.sendall(answer(task.work, message))


def answer(work: Callable[..., Any], message: bytearray) -> bytes:
    """Work, and return the message that says what came of it."""
    try:
        return packed((work(*pickle.loads(message)), None))  # noqa: S301  (our own)
    except BaseException as error:  # noqa: BLE001  (a process never ends because of what it works on)
        # only a plain exception travels: others may not come to life on the other side
        kind = MemoryError if isinstance(error, MemoryError) else RuntimeError
        # with half a character in it, no database would take it
        said = f"{type(error).__name__}: {error}".encode(errors="backslashreplace").decode()
    return packed((None, kind(said[:LONGEST])))


def packed(value: object) -> bytes:
    """Return a message: its size, and what it says."""
    content = pickle.dumps(value, PROTOCOL)
    return SIZE.pack(len(content)) + content


def received(connection: socket.socket) -> bytearray | None:
    """Return the next message; None if there will be none."""
    size = filled(connection, bytearray(SIZE.size))
    return filled(connection, bytearray(SIZE.unpack(size)[0])) if size else None


def filled(connection: socket.socket, into: bytearray) -> bytearray | None:
    """Fill a buffer with what is received; None if that ends before."""
    view = memoryview(into)
    while view:
        size = connection.recv_into(view, len(view), socket.MSG_WAITALL)
        if not size:
            return None
        view = view[size:]
    return into
