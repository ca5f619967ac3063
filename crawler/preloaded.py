"""All that a reader needs, loaded once, in a process that makes readers of itself.

Python's fork server imports this before it serves. It has no reactor, no database and no thread, so
that a fork of it is as clean as a process of its own; but modules, language model and word lists are
there already, and the memory they take is shared.
"""

from __future__ import annotations

import gc
import os
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the crawl's; whoever loads is not interrupted
gc.disable()  # what is imported stays: looking through it again and again takes a fifth of the time
# Its threads would not survive the fork, and the arrays of one page need none.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import w3lib.url  # noqa: E402, F401  (the first address that needs escapes would load it in each reader)

from .reader import Reader  # noqa: E402  (what it loads asks for the above)
from .settings import Settings  # noqa: E402
from .workers import warm_up  # noqa: E402

warm_up(Reader.make(Settings(), ()))
# a collector that touches what is shared would copy it
gc.collect()
gc.freeze()
gc.enable()
