"""Scrapy's slowest modules, loaded before what needs them."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

from ..timing import Stage, join, timed


def load_in_a_thread(*names: str) -> None:
    """Load modules at the bottom of a stack, where nobody calls: as deep as imports nest, they look at all.

    Scrapy names three classes after the module that they are made in. For that it asks which module
    each frame of the stack is in, which of those of the import machinery Python finds out by going
    through all that is loaded: a third of a second, as long as all the rest of Scrapy takes. What others
    import stands first, so that they nest less deep.
    """
    thread = Thread(target=load, args=names)
    thread.start()
    thread.join()


def load(*names: str) -> None:
    """Load modules; what that takes is part of the start."""
    join(Stage.START)
    with timed(Stage.START):
        for name in names:
            import_module(name)


load_in_a_thread("scrapy.core.downloader.tls", "scrapy.core.downloader.contextfactory")
