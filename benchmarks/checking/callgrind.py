"""Instructions between marks of a program, counted by valgrind: on every run nearly the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

# A function of the C library that nobody else calls: callgrind writes down what it has counted, and
# begins anew, each time it is called.
MARK = "getloadavg"
TOTALS = re.compile(r"^(?:totals|summary): (\d+)", re.MULTILINE)
MARKS = "marks.txt"
COUNTS = "CALLGRIND"  # in the environment of a program that is counted
NOT_COUNTED = "-"


class Counted:
    """A program under callgrind, in a folder; its marks are read at its end."""

    def __init__(self, script: Path, arguments: Sequence[str], folder: Path) -> None:
        """Start it; raises FileNotFoundError without valgrind."""
        self.folder = folder
        self.script = script
        valgrind = shutil.which("valgrind")
        if not valgrind:
            raise FileNotFoundError("valgrind")
        command = [
            valgrind, "--tool=callgrind", "--instr-atstart=no", f"--dump-before={MARK}",
            f"--callgrind-out-file={folder / 'counts'}", sys.executable, str(script), *arguments,
        ]  # fmt: skip
        # without bytecode in the way: the first run would compile, the second not
        environment = os.environ | {"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", COUNTS: "1"}
        self.said = (folder / "said.txt").open("wb")
        self.process = subprocess.Popen(
            command, cwd=folder, stdout=self.said, stderr=self.said, env=environment
        )

    def counts(self) -> dict[str, int]:
        """Wait for its end; return instructions per page by the name of the mark that they ended with."""
        status = self.process.wait()
        self.said.close()
        if status:
            sys.exit(f"{self.script.name} failed: {(self.folder / 'said.txt').read_text()[-2000:]}")
        found: dict[str, int] = {}
        for number, line in enumerate((self.folder / MARKS).read_text().splitlines(), 1):
            pages, _, name = line.partition(" ")
            totals = TOTALS.search((self.folder / f"counts.{number}").read_text())
            if totals is None:
                sys.exit(f"callgrind counted nothing before {name}")
            if name != NOT_COUNTED:
                found[name] = int(totals[1]) // int(pages)
        return found


def begin() -> None:
    """Begin to count; before that a program is five times as fast. Does nothing outside of callgrind."""
    if os.environ.get(COUNTS):
        command = ["callgrind_control", "-i", "on", str(os.getpid())]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as control:
            # valgrind hears it only while the program works
            while control.poll() is None:
                sum(range(1_000))
    mark(NOT_COUNTED)


def mark(name: str, pages: int = 1) -> None:
    """End what is counted under a name, for so many pages; does nothing outside of callgrind."""
    with Path(MARKS).open("a") as marks:
        marks.write(f"{pages} {name}\n")
    os.getloadavg()
