"""What is kept of the answers themselves."""

from __future__ import annotations

from dataclasses import dataclass

from .declaring import setting


@dataclass(frozen=True, slots=True)
class Archive:
    """Answers kept as they came, in WARC files, so that they can be read again with a better reader."""

    enabled: bool = setting(
        default=True, help="Keep every answer in archive/ beside the corpus, unless its site asks not to"
    )
    file_megabytes: int = setting(1000, "Size at which a file is full and the next one is begun")
    # Of a news page of 180 kB level 1 makes 43 kB in 0.4 ms, level 6 37 kB in 5 ms.
    level: int = setting(1, "How hard to pack: from 1, quick, to 9, small")
