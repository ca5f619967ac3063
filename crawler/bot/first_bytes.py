"""Files for machines: only their beginning is downloaded and unpacked, however long they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.exceptions import StopDownload

from ..rules import LARGEST
from .decoding import MOST_LAYERS, UNPACKERS, DecodingError, encodings_of

if TYPE_CHECKING:
    from typing import Any

    from scrapy import Request
    from scrapy.http import Response
    from scrapy.signalmanager import SignalManager

STOPPED = "download_stopped"  # Scrapy's flag


def meta_of_site_file() -> dict[str, Any]:
    """Return the meta of a request for such a file."""
    return {"is_site_file": True, "received": 0, "download_maxsize": 0}


class Ear:
    """Hears of what arrives while such files are under way, and hangs up when there is enough.

    Pages arrive in up to twenty pieces, of which Scrapy would tell it, too.
    """

    def __init__(self, signals: SignalManager) -> None:
        """Listen to the signals of a crawl."""
        self.signals = signals
        self.under_way = 0

    def __enter__(self) -> None:
        """Begin to listen, for a file that is asked for."""
        if not self.under_way:
            self.signals.connect(self.bytes_received, signals.bytes_received)
        self.under_way += 1

    def __exit__(self, *_: object) -> None:
        """Listen no more, if no other file is under way."""
        self.under_way -= 1
        if not self.under_way:
            self.signals.disconnect(self.bytes_received, signals.bytes_received)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Hang up when there is enough."""
        if request.meta.get("is_site_file"):
            request.meta["received"] += len(data)
            if request.meta["received"] > LARGEST:
                raise StopDownload(fail=False)


class FirstBytes:
    """Downloader middleware, between the network and what unpacks pages."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Unpack the beginning; raises what the unpacker raises for what is no such file."""
        if not request.meta.get("is_site_file") or response.status // 100 != 2:  # noqa: PLR2004  (the 2xx)
            return response
        encodings = encodings_of(response)
        if len(encodings) > MOST_LAYERS:
            raise DecodingError(f"{len(encodings)} encodings around each other")
        body, is_cut = response.body, STOPPED in response.flags
        for encoding in reversed(encodings):
            body = beginning(body, encoding, is_cut=is_cut)
            is_cut = is_cut or len(body) > LARGEST
        response.headers.pop("Content-Encoding", None)
        return response.replace(body=body)


def beginning(body: bytes, encoding: str, *, is_cut: bool) -> bytes:
    """Undo one encoding until there is enough; raises EOFError if there is no end, but we didn't cut."""
    pieces, size = [], 0
    try:
        for piece in UNPACKERS[encoding](body):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST:
                break
    except EOFError:
        if not is_cut:
            raise
    return b"".join(pieces)
