"""The log of unattended runs: a line per event worth knowing, in files of bounded size."""

from __future__ import annotations

import contextlib
import logging
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ..settings import Report
from ..terminal.text import safe

NAME = "corpuscle"
FORM = "%(asctime)s %(levelname)-7s run %(process)d: %(message)s"


class Line(logging.Formatter):
    """One line per event, in UTC; what comes from the web can't begin another."""

    converter = staticmethod(time.gmtime)
    default_msec_format = ""
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"

    def format(self, record: logging.LogRecord) -> str:
        """Write an event; a traceback keeps its lines."""
        record.message = record.getMessage()
        record.asctime = self.formatTime(record)
        line = " ".join(safe(self.formatMessage(record)).split("\n"))
        trace = self.formatException(record.exc_info) if record.exc_info else ""
        return f"{line}\n{safe(trace)}" if trace else line


class LogFile(RotatingFileHandler):
    """A file that is put aside when it is large; a disk that is full costs the line, not the run."""

    has_failed = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  (logging's interface)
        """Say once that it can't be written."""
        if not self.has_failed:
            self.has_failed = True
            error = sys.exc_info()[1]
            print(f"{self.baseFilename} can't be written: {error}", file=sys.stderr)  # noqa: T201  (no log is left)

    def close(self) -> None:
        """Let the file go; what could not be written before can't be now."""
        with contextlib.suppress(OSError):
            super().close()


class Log:
    """Where an unattended run writes what happens: a file, or stderr, or nowhere."""

    def __init__(self, path: Path | None, settings: Report, *, quiet: bool) -> None:
        """Begin. A file that can't be opened is said on stderr, and the run goes on."""
        self.logger = logging.getLogger(NAME)
        self.logger.setLevel(logging.INFO)
        self.handler: logging.Handler = logging.StreamHandler()
        if quiet or sys.stderr.isatty():  # nobody looks, or somebody looks at something better
            self.handler.setLevel(logging.WARNING)
        if path:
            size, kept = int(settings.log_megabytes * 1_000_000), settings.log_files
            try:
                self.handler = LogFile(path, maxBytes=size, backupCount=kept, encoding="utf-8")
            except OSError as error:
                self.logger.addHandler(logging.StreamHandler())
                self.logger.warning("%s can't be written: %s", path, error.strerror)
        self.handler.setFormatter(Line(FORM))
        # at the root, for Scrapy's warnings and our own crashes are events too; ours alone are news
        self.handler.addFilter(lambda record: record.name == NAME or record.levelno >= logging.WARNING)
        logging.getLogger().addHandler(self.handler)

    def say(self, message: str, *values: object) -> None:
        """Write an event."""
        self.logger.info(message, *values)

    def warning(self, message: str, *values: object) -> None:
        """Write an event that somebody should look at."""
        self.logger.warning(message, *values)

    def close(self) -> None:
        """Write no more."""
        logging.getLogger().removeHandler(self.handler)
        self.handler.close()
