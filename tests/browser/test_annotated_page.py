"""The annotated copy of a hostile page in a real browser: it runs nothing and asks nobody for anything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from console import corpuscle

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--virtual-time-budget=5000",
)  # fmt: skip
# enough to be an article, though the page would lead on
PROSE = "".join(
    f"<p>In {year} the council met and voted, after hours of debate, to repair the bridge once more. "
    f"It took {year - 1980} workers and most of the money that the town had put by for its school.</p>"
    for year in range(1990, 1995)
)
# Ways to run a script or to ask a server, each of which works in a page that is not made harmless.
ATTACK = """<html><head><base href="{home}/base/"><meta http-equiv=refresh content="1;url={home}/refresh">
<link rel=stylesheet href={home}/style.css><link rel=prefetch href={home}/prefetch>
<link rel=preconnect href={home}><script src={home}/a.js></script>
<style>@import url({home}/import.css); body {{ background: url({home}/bg) }}</style>
<script>document.title = "owned"; fetch("{home}/fetch")</script></head>
<body onload="document.title = 'owned'" background={home}/background><h1>A bridge is repaired</h1>
<article>{prose}</article><h2>Related</h2><p><a href="/news/2024/a-b-c-d-4701"
title="&quot;><img src={home}/title>">A story &lt;img src={home}/text&gt; that is told</a></p>
<p style="background: url({home}/inline)">styled</p><iframe src={home}/frame></iframe>
<img src={home}/img srcset="{home}/srcset 2x" onerror="document.title = 'owned'" alt=picture>
<iframe srcdoc="<script>parent.document.title = 'owned'</script>"></iframe>
<object data={home}/object></object><embed src={home}/embed><audio src={home}/audio autoplay></audio>
<video src={home}/video poster={home}/poster autoplay></video>
<svg onload="document.title = 'owned'"><image href={home}/svg />
<script>document.title = "owned"</script></svg>
<input autofocus onfocus="document.title = 'owned'"><form id=f action={home}/form></form>
<details open ontoggle="document.title = 'owned'">d</details>
<a href="javascript:document.title='owned'">js</a>
<noscript><p title="</noscript><img src={home}/noscript onerror=document.title='owned'>"></noscript>
<math><mtext><table><mglyph><style><img src={home}/math onerror="document.title = 'owned'"></style></mglyph>
</table></mtext></math><xmp><img src={home}/xmp></xmp>
<script>document.forms.f.submit()</script></body></html>"""

if BROWSER is None and os.environ.get("CORPUSCLE_BROWSER") != "required":
    pytest.skip("no Chromium here; .ci/run installs one", allow_module_level=True)


class Listener(BaseHTTPRequestHandler):
    """Answers nothing, and remembers what it was asked."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_POST = do_GET  # noqa: N815  (the server's interface)

    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture
def listener():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def opened(page: Path, profile: Path) -> tuple[str, list[str]]:
    """Open a file; return what it became, and what the browser complained about."""
    command = [BROWSER, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return done.stdout, re.findall(r"CONSOLE[:(].*", done.stderr)


def test_the_copy_of_a_hostile_page_does_nothing(listener, tmp_path):
    home = f"http://127.0.0.1:{listener.server_address[1]}"
    page = tmp_path / "page.html"
    attack = ATTACK.format(home=home, prose=PROSE)
    page.write_text(attack.replace("=refresh", "=x").replace("submit()", "name"), "utf-8")  # stay on the page
    dom, _ = opened(page, tmp_path / "before")
    assert len(listener.asked) > 5
    assert "<title>owned" in dom
    listener.asked.clear()
    page.write_text(attack, "utf-8")
    url = "https://site.example/news/2024/a-bridge-is-repaired-4711"
    done = corpuscle("read", page, "--url", url, "--no-open", "--html", "copy.html", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "copy.html"), done.stderr
    dom, complaints = opened(tmp_path / "copy.html", tmp_path / "after")
    assert listener.asked == []
    assert complaints == []
    assert "<title>Read: A bridge is repaired</title>" in dom
    assert 'class="kept"' in dom
    assert re.search(r'class="block related"[^>]*data-note="1 related', dom)
    assert "<script" not in dom
