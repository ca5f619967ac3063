"""What reading a page may cost, and which pages are built in a browser first."""

from __future__ import annotations

import os
from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a page may cost."""

    workers: int = setting(0, "Reader processes; 0 for one per core")
    seconds: float = setting(10.0, "Seconds after which a reader is killed and the page refused")
    megabytes: int = setting(2048, "Memory of one reader process")

    @property
    def processes(self) -> int:
        """Reader processes to start."""
        return self.workers or os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Browser:
    """Pages that are empty until their scripts have run.

    It takes `pip install 'corpuscle[browser]'` and Chromium.
    """

    # off: a browser runs programs of strangers, if shut off from the network and from everything else
    enabled: bool = setting(default=False, help="Run such pages in a browser")
    hosts: tuple[str, ...] = setting((), "Hosts whose pages are all run in it, with their subdomains")
    seconds: float = setting(20.0, "Seconds one page may take")
    # pages that build themselves settle within a second or two; some poll without end
    settle: float = setting(5.0, "Seconds to wait for a page that goes on asking for data")
    parallel: int = setting(2, "Pages in it at once")
    requests: int = setting(60, "Scripts, styles and data that one page may ask its site for")
