"""Processes that work for this one: a call at a time each, and to be killed in the middle of it.

Each has a socket of its own, which the loop of whoever calls waits for: no thread and no queue between a
page and its reader. The next call lies there before the one under way is answered, so that no process waits
for a caller who is busy.
"""

from __future__ import annotations

import asyncio
import io
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any

from .line import Line

SIZE = struct.Struct("!Q")  # stands before each message
MOST_AT_ONCE = 1 << 18  # bytes received in one go: most answers
BUFFER = 1 << 20  # bytes on their way, if the system lets us: most pages
PROTOCOL = 5  # of pickles
DYING = 1.0  # seconds from hanging up to the end
LONGEST = 500  # characters of what an exception says
CALLS = 2  # of each process: one under way, and the next


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
        self.members = tuple(Member(task, context) for _ in range(number))
        self.line = Line(number, CALLS)

    async def ready(self) -> None:
        """Start all; wait until one is ready, and raise DiedError if it can't be."""
        for member in self.members:
            await member.start()
        first = self.members[0]
        try:
            await first.greeted()
        except ConnectionError:
            raise DiedError(await first.end(DYING)) from None

    async def call(self, *arguments: object, seconds: float, like: str = "") -> Any:
        """Have one process work, which is killed after so many seconds; calls that are alike go to the same.

        Raises TimeoutError, DiedError, MemoryError if it has not enough, and RuntimeError for whatever
        else was raised there.
        """
        number = await self.line.enter(like)
        try:
            answer = await self.members[number].call(packed(arguments), seconds)
        finally:
            self.line.leave(number)
        value, error = pickle.loads(answer)  # noqa: S301  (our own)
        if error is not None:
            raise error
        return value

    def stop(self) -> None:
        """End all, whatever they do."""
        for member in self.members:
            member.hit()  # so that they end side by side
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
        self.is_whole = True
        """Of no message was only a part sent."""
        self.is_spoilt = False
        """Something was sent whose answer nobody waits for."""
        self.turn = asyncio.Lock()
        """Held by the call under way."""
        self.come = bytearray()
        """What has come of the next answer."""
        self.room = bytearray(MOST_AT_ONCE)
        """What comes is received in here: to make room for so much each time takes as long as to fill it."""

    async def call(self, message: memoryview, seconds: float) -> memoryview:
        """Have it answer a message, from its turn on within so many seconds; raises as `Pool.call` does."""
        sent = self.send_ahead(message)
        try:
            await self.turn.acquire()
        except BaseException:
            self.is_spoilt = self.is_spoilt or sent > 0
            raise
        try:
            if self.is_spoilt:
                await self.end()
            # if it ended with the call before this, what was sent went with it
            rest = message[sent:] if self.process else message
            return await self.answer(rest, seconds)
        finally:
            self.turn.release()

    def send_ahead(self, message: memoryview) -> int:
        """Send what there is room for on the way, as another call may be under way; return how much."""
        if self.socket is None or not self.is_ready or not self.is_whole or self.is_spoilt:
            return 0
        try:
            sent = self.socket.send(message)
        except OSError:  # there is no room, or the process has just ended
            return 0
        self.is_whole = sent == len(message)
        return sent

    async def answer(self, rest: memoryview, seconds: float) -> memoryview:
        """Send the rest of a message, and return the answer; it dies if there is none in time."""
        try:
            await self.start()
            await self.greeted()
            async with asyncio.timeout(seconds):
                return await self.ask(rest)
        except ConnectionError:
            raise DiedError(await self.end(DYING)) from None
        except BaseException:
            # it is in the middle of something that nobody waits for
            await self.end()
            raise

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
            self.process, self.socket, self.come = process, ours, bytearray()
            self.is_ready, self.is_whole, self.is_spoilt = False, True, False

    async def greeted(self) -> None:
        """Wait until it is prepared."""
        if not self.is_ready:
            await self.received()
            self.is_ready = True

    async def ask(self, rest: memoryview) -> memoryview:
        """Send the rest of a message, and return the answer; raises ConnectionError if it ended."""
        assert self.socket is not None  # noqa: S101  (it was started)
        if rest:
            self.is_whole = False
            await asyncio.get_running_loop().sock_sendall(self.socket, rest)
            self.is_whole = True
        return await self.received()

    async def received(self) -> memoryview:
        """Return the next message from it; some of the one behind that may have come with it."""
        end = SIZE.size
        await self.fill(end)
        end += SIZE.unpack_from(self.come)[0]
        await self.fill(end)
        message, self.come = self.come, self.come[end:]
        return memoryview(message)[SIZE.size : end]

    async def fill(self, size: int) -> None:
        """Wait until so many bytes have come."""
        assert self.socket is not None  # noqa: S101  (it was started)
        while len(self.come) < size:
            come = await asyncio.get_running_loop().sock_recv_into(self.socket, self.room)
            if not come:
                raise ConnectionResetError
            self.come += memoryview(self.room)[:come]

    async def end(self, patience: float = 0.0) -> int | None:
        """End it in a thread, as `kill` does."""
        return await asyncio.to_thread(self.kill, patience)

    def hit(self) -> None:
        """Have it end, without waiting for that."""
        with self.changing:
            if self.process is not None:
                self.process.kill()

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


def answer(work: Callable[..., Any], message: bytearray) -> memoryview:
    """Work, and return the message that says what came of it."""
    try:
        return packed((work(*pickle.loads(message)), None))  # noqa: S301  (our own)
    except BaseException as error:  # noqa: BLE001  (a process never ends because of what it works on)
        # only a plain exception travels: others may not come to life on the other side
        kind = MemoryError if isinstance(error, MemoryError) else RuntimeError
        # with half a character in it, no database would take it
        said = f"{type(error).__name__}: {error}".encode(errors="backslashreplace").decode()
    return packed((None, kind(said[:LONGEST])))


def packed(value: object) -> memoryview:
    """Return a message: its size, and what it says."""
    # into a file the body of a page is written as it is: at once, it would be copied three times
    out = io.BytesIO()
    out.write(bytes(SIZE.size))
    pickle.Pickler(out, PROTOCOL).dump(value)
    message = out.getbuffer()
    SIZE.pack_into(message, 0, len(message) - SIZE.size)
    return message


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
