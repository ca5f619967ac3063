"""Draw the pictures of docs/: pages of the demo corpus, light and dark.

    corpuscle demo --crawl --db /tmp/demo/corpus.db
    python tools/screenshots.py /tmp/demo/corpus.db docs

Needs the extra `browser`, Chromium, and Pillow, which makes the pictures small.
"""

from __future__ import annotations

import io
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

WINDOW = {"width": 1200, "height": 760}
COLOURS = 128
LONGEST = """select a.id from articles a where a.reason is null and a.id != 1
order by (select count(*) from links l where l.target = a.id) desc, a.words desc limit 1"""
TITLES = "select title from articles where reason is null and language = 'en'"
LETTERS = 6  # of a word that says something


def main(db: Path, folder: Path) -> None:
    """Draw all of them."""
    with sqlite3.connect(db) as connection:
        (article,) = connection.execute(LONGEST).fetchone()
        titles = " ".join(title for (title,) in connection.execute(TITLES)).split()
    ((word, _),) = Counter(word for word in titles if word.isalpha() and len(word) >= LETTERS).most_common(1)
    pages = {
        "home": "", "article": f"/articles/{article}", "search": f"/-/search?q={word}",
        "kwic": f"/-/kwic?q={word}&sort=right", "dashboard": "/-/dashboard",
        "graph": f"/-/graph?article={article}",
    }  # fmt: skip
    with served(db) as home, sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport=WINDOW, color_scheme=scheme, device_scale_factor=1.5)
            for name, path in pages.items():
                page.goto(home + path)
                draw(page, folder / f"page-{name}{'-dark' if scheme == 'dark' else ''}.png")
        browser.close()


def draw(page: Page, file: Path) -> None:
    """Save what the window shows, in few colours."""
    page.wait_for_timeout(1500)  # until a graph has found its form
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


@contextmanager
def served(db: Path) -> Iterator[str]:
    """Serve the corpus; yields its address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "crawler", "serve", "--port", str(port), "--db", str(db.resolve())]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:  # noqa: S603  (our own program)
        while not listens(port) and server.poll() is None:
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/{db.stem}"
        server.terminate()


def listens(port: int) -> bool:
    """Say whether somebody listens on a port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
