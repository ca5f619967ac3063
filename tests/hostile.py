"""Headers that harm whoever looks at them: pages that hang, hog or kill, made cheap and certain."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import Any


class PickyError(Exception):
    """One that can be pickled, but not read back."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def hang() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # as code in C never hears it
    while True:
        time.sleep(0.01)


def burn() -> None:
    os.write(1, b"burning\n")
    re.match("(a+)+$", "a" * 60 + "b")  # in C: no signal handler and no other thread gets a turn


def hog() -> None:
    bytearray(64 << 30)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    os._exit(3)


def stop() -> None:
    raise SystemExit(4)


def fail() -> None:
    msg = "no\ud800 way" * 1000
    raise ValueError(msg)


def be_picky() -> None:
    raise PickyError("one", "two")


def recurse() -> None:
    recurse()


DEEDS = {deed.__name__: deed for deed in (hang, burn, hog, die, leave, stop, fail, be_picky, recurse)}


class Headers(dict[str, str]):
    """Headers that do a deed when they are read."""

    def get(self, *_: Any) -> Any:
        DEEDS[self["deed"]]()
