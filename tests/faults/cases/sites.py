"""What robots.txt, headers and pages say to machines, said badly; and certificates."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from hostile_web import KEPT, Case, To, article, said
from wildweb import OK, Answer, page, redirect, reset, send, send_for_ever, silent

FILE = "/robots.txt"
TDMREP = "/.well-known/tdmrep.json"
CLOSED = b"User-agent: *\nDisallow: /trick\n"
LINE = b"# " + b"a" * 997 + b"\n"


def ruled(robots: Answer | To, reason: str = KEPT, **more: Answer | To) -> Case:
    """A site whose robots.txt lets us go to the good article, and tells whether to the other."""
    others = {f"/{name}": answer for name, answer in more.items()}
    return Case(reason, {FILE: robots, **others}, (*(["/trick"] if reason == KEPT else []), *others))


def unreachable(robots: Answer) -> Case:
    """A site whose robots.txt can't be had: nothing else is asked for."""
    return Case("robots-unreachable", {FILE: robots}, (), good="robots-unreachable")


def silenced(how: str, reason: str, *headers: str) -> Case:
    """An article whose site does not want it kept, or followed from."""
    hidden = '<p>And <a href="/hidden">this is hidden</a> too.</p>'
    return Case(
        reason, page(said(f"Silence {how}", hidden, how), *headers), also={"{home}hidden": "nofollow"}
    )


def reserved(how: str, *headers: str, head: str = "", files: Mapping[str, Answer] | None = None) -> Case:
    """An article that is reserved against mining, which is recorded and, by itself, obeyed by nobody."""
    return Case(KEPT, {"/trick": article(f"Reserved by {how}", *headers, head=head), **(files or {})})


def robots_meta(content: str) -> str:
    return f'<META NAME="Robots" content="{content}">'


RESERVATION = b'[{"location": "/*", "tdm-reservation": 1}]'
CASES = {
    "robots closed": ruled(page(CLOSED, kind="text/plain"), "robots"),
    "robots of HTML": ruled(page(b"<!DOCTYPE html><p>Disallow: /</p>")),
    "robots forbidden": ruled(page(CLOSED, status="403 Forbidden")),
    "robots gone": ruled(page(CLOSED, status="410 Gone")),
    "robots behind a log-in": ruled(page(CLOSED, status="401 Unauthorized")),
    "robots of bytes": ruled(page(bytes(range(256)) * 2000, kind="application/octet-stream")),
    "robots of a picture": ruled(page(b"\x89PNG\r\n\x1a\n" + bytes(9999), kind="image/png")),
    "robots without end": ruled(send_for_ever(OK + b"\r\n" + CLOSED, LINE * 10), "robots"),
    "robots of 10 MB": ruled(page(CLOSED + LINE * 10_000), "robots"),
    "robots unpacking to 50 MB": ruled(
        page(gzip.compress(CLOSED + LINE * 50_000), "Content-Encoding: gzip"), "robots"
    ),
    "robots of one line": ruled(page(b"Disallow: /" + b"*a" * 100_000 + b"$\n" + CLOSED), "robots"),
    "robots of stars": ruled(page(b"User-agent: *\nDisallow: /" + b"*t*r*i" * 5000 + b"*!\n")),
    "robots elsewhere": ruled(To("/rules"), "robots", rules=page(CLOSED)),
    "robots in a circle": ruled(To(FILE)),
    "robots to a file": ruled(redirect("file:///etc/passwd")),
    "robots with an error": unreachable(page(b"", status="500 Internal Server Error")),
    "robots too often": unreachable(page(b"", status="429 Too Many Requests")),
    "robots cut off": unreachable(send(OK + b"Content-Length: 999\r\n\r\nUser-agent: *")),
    "robots reset": unreachable(reset(b"")),
    "robots of silence": unreachable(silent),
    "robots by the drop": unreachable(send_for_ever(OK + b"Content-Length: 999\r\n\r\n", b"a", 0.3)),
    "robots of another protocol": unreachable(send(b"SSH-2.0-OpenSSH_9.9\r\n")),
    "noindex": silenced(robots_meta("noindex,nofollow"), "noindex"),
    "none": silenced(robots_meta("\n NONE \t"), "noindex"),
    "nofollow": silenced(robots_meta("nofollow"), KEPT),
    "noindex in a header": silenced("at the head", "noindex", "X-Robots-Tag: none"),
    "noindex for us": silenced("by name", "noindex", "X-Robots-Tag: corpuscle: none"),
    "noindex for another": Case(KEPT, article("For another", "X-Robots-Tag: otherbot: none")),
    "tdm reserved in a header": reserved("header", "tdm-reservation: 1"),
    "tdm reserved in the page": reserved("meta", head='<meta name="tdm-reservation" content="1">'),
    "tdm reserved in a file": reserved("file", files={TDMREP: page(RESERVATION, kind="application/json")}),
    "noai": reserved("noai", head=robots_meta("noai, noimageai")),
    "a tdm file without end": reserved(
        "without end", files={TDMREP: send_for_ever(OK + b"\r\n[", b'{"location": "/"},' * 1000)}
    ),
    "a tdm file of brackets": reserved("brackets", files={TDMREP: page(b"[" * 100_000)}),
    "a tdm file of silence": reserved("silence", files={TDMREP: silent}),
    "tls good": Case(KEPT, url="https://{host}.localhost:{tls}/trick"),
    **{
        f"tls {fault}": Case("tls", asked=(), url="https://{host}.localhost:{tls}/trick", detail=detail)
        for fault, detail in {
            "expired": "has expired", "self-signed": "is self-signed", "of another host": "for other hosts",
            "of strangers": "not trusted",
        }.items()
    },
    "tls at a plain port": Case("robots-unreachable", asked=(), url="https://{host}.localhost:{port}/trick"),
    "no tls at a port with tls": Case(
        "robots-unreachable", asked=(), url="http://{host}.localhost:{tls}/trick"
    ),
}  # fmt: skip
RESERVED = [name for name in CASES if name.startswith("tdm reserved") or name == "noai"]
