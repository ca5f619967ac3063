"""Scrapy's slowest module, loaded before what needs it."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from ..timing import Stage, join, timed


def load_in_a_thread(name: str) -> None:
    """Load a module at the bottom of a stack, where nobody calls: as deep as imports nest, they look at all.

    Scrapy names three classes after the module that they are made in. For that it asks which module
    each frame of the stack is in, which of those of the import machinery Python finds out by going
    through all that is loaded: a third of a second, as long as all the rest of Scrapy takes.
    """
    thread = Thread(target=load, args=(name,))
    thread.start()
    thread.join()


def load(name: str) -> None:
    """Load a module; what that takes is part of the start."""
    join(Stage.START)
    with timed(Stage.START):
        import_module(name)


load_in_a_thread("scrapy.core.downloader.contextfactory")
