"""What we use of warcio."""

from __future__ import annotations

from ..without import without

# which warcio loads wherever it is installed, to open files in clouds: the time of a page or two
with without("fsspec"):
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.warcwriter import WARCWriter

__all__ = ["ArchiveIterator", "ArchiveLoadFailed", "WARCWriter"]
