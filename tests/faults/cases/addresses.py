"""Addresses that no page has, or that are not what they look like."""

from __future__ import annotations

from hostile_web import ABSENT, KEPT, Case, article


def meant(url: str, path: str = "/trick") -> Case:
    """An odd spelling of an address that is one."""
    answers = {} if path == "/trick" else {path: article(f"What {path} means")}
    return Case(KEPT, answers, (path,), url)


def turned_down(reason: str, url: str) -> Case:
    """An address that nobody is asked for."""
    return Case(reason, asked=(), url=url)


CASES = {
    "a password": meant("http://me:secret@{host}.localhost:{port}/trick"),
    "dots": meant("{home}a/./b/../../../x/%2e%2e/trick"),
    "backslashes": meant("http:\\\\{host}.localhost:{port}\\trick"),
    "capitals": meant("HTTP://{host}.LocalHost:{port}/trick"),
    "a dot at the end": meant("http://{host}.localhost.:{port}/trick"),
    "line breaks": meant(" \t{home}tr\ni\r\nck\n "),
    "controls": meant("{home}tr\x01ick\x1b[31m", "/tr%01ick%1B%5B31m"),
    "turned around": meant("{home}\u202ekcirt", "/%E2%80%AEkcirt"),
    "an escape that is none": meant("{home}trick%zz%", "/trick%zz%"),
    "a slash in disguise": meant("{home}..%2f..%2fetc%2fpasswd", "/..%2f..%2fetc%2fpasswd"),
    "a script in a query": meant("{home}?x=<script>'\"--", "/?x=%3Cscript%3E%27%22--"),
    # looks like "apple" with a Cyrillic letter
    "xn--pple-43d": meant("http://\u0430pple.localhost:{port}/trick"),
    "full width": meant("http://full\uff0dwidth\uff0elocalhost:{port}/trick"),
    "64 kilobytes": turned_down("trap", "{home}" + "a/b-c" * 13_000),
    "round in circles": turned_down("trap", "{home}" + "a/b/" * 8),
    "escaped again": turned_down("trap", "{home}a%2525252Fb"),
    "many parameters": turned_down("trap", "{home}?" + "&".join(f"p{n}={n}" for n in range(20))),
    "an archive": turned_down("not-a-page", "{home}trick.zip"),
    "mail": turned_down("bad-url", "http://{host}.localhost:25/trick"),
    "a shell": turned_down("bad-url", "http://{host}.localhost:22/trick"),
    "chat": turned_down("bad-url", "http://{host}.localhost:6667/trick"),
    "a port beyond all": turned_down(ABSENT, "http://{host}.localhost:99999/trick"),
    "no port": meant("{home}trick"),
    **{
        f"scheme {scheme}": turned_down(ABSENT, f"{scheme}:{rest}")
        for scheme, rest in {
            "file": "///etc/passwd", "data": "text/html,<p>hello", "gopher": "//{host}.localhost:{port}/1",
            "ftp": "//{host}.localhost:{port}/", "javascript": "alert(1)", "jar": "{home}trick!/a",
            "view-source": "{home}trick", "ws": "//{host}.localhost:{port}/",
        }.items()
    },
}  # fmt: skip
