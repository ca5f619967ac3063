"""Virtual environments for peers whose dependencies clash with ours."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
LISTED = "import sys; from importlib.metadata import version; print(*map(version, sys.argv[1:]), sep='\\n')"


class UninstallableError(Exception):
    """A peer that pip can't install; the message is its last line."""


def python_of(name: str, installs: Sequence[str]) -> Path:
    """Return the Python of a peer, in an environment of its own that is made if need be; ours for nothing.

    Raises UninstallableError.
    """
    if not installs:
        return Path(sys.executable)
    folder = ROOT / f".venv-bench-{name}"
    python, ready = folder / "bin" / "python", folder / ".installed"
    if not (ready.exists() and ready.read_text().split() == list(installs)):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        command = [python, "-m", "pip", "install", "--quiet", *installs]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            raise UninstallableError(f"can't be installed: {lines[-1] if lines else done.returncode}")
        ready.write_text(" ".join(installs))
    return python


def versions_of(python: Path, packages: Sequence[str]) -> dict[str, str]:
    """Return the versions of packages in an environment."""
    done = subprocess.run([python, "-c", LISTED, *packages], capture_output=True, text=True, check=True)
    return dict(zip(packages, done.stdout.split(), strict=True))
