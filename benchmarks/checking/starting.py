"""What it takes to begin: python starting.py CORPUS; under callgrind. Each adds to those before it."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from checking.callgrind import begin, mark


def main() -> None:
    """Show help and status, then begin to read."""
    begin()
    from crawler.cli import main as corpuscle  # noqa: PLC0415  (each import is counted where it belongs)

    with contextlib.suppress(SystemExit):
        corpuscle(["--help"])
    mark("start: --help")
    with contextlib.suppress(SystemExit):
        corpuscle(["status", "--db", sys.argv[1]])
    mark("start: status")
    from crawler.reader import Reader  # noqa: PLC0415
    from crawler.settings import Settings  # noqa: PLC0415
    from crawler.workers import warm_up  # noqa: PLC0415

    warm_up(Reader.make(Settings(), []))
    mark("start: reader")


if __name__ == "__main__":
    main()
