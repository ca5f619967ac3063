"""What we use of warcio."""

from __future__ import annotations

from ..without import without

with without(
    "fsspec"
):  # by which warcio opens files in clouds, wherever it is installed: the time of two pages
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

__all__ = ["ArcWarcRecord", "ArchiveIterator", "ArchiveLoadFailed", "StatusAndHeaders", "WARCWriter"]
