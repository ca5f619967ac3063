"""Answers and pages that lead elsewhere: in circles, for ever, and to where nobody should go."""

from __future__ import annotations

from hostile_web import ABSENT, KEPT, Case, To, article
from mazes import refresh

HOPS = 5  # redirects in a row that are followed


def step(path: str) -> str:
    """Return the next path of a chain without end."""
    return f"/{int(path[1:]) + 1}" if path[1:].isdigit() else "/1"


CHAIN = ("/trick", *(f"/{n}" for n in range(1, HOPS + 1)))
CASES = {
    "a redirect to itself": Case("redirect-loop", To("/trick"), asked=HOPS + 1),
    "a redirect to its other form": Case(
        "redirect-loop",
        {"/trick": To("/trick/"), "/trick/": To("/trick")},
        asked=HOPS + 1,
    ),
    "redirects in a circle": Case(
        "redirect",
        {"/trick": To("/back"), "/back": To("/trick")},
        asked=("/trick", "/back"),
        also={"{home}back": "redirect"},
    ),
    "redirects for ever": Case(
        "redirect",
        {"/trick": To("/1"), "": lambda path: To(step(path))},
        asked=CHAIN,
        also={"{home}4": "redirect", "{home}5": "redirect-loop", "{home}6": ABSENT},
    ),
    "a redirect to an article": Case(
        "redirect",
        {"/trick": To("/moved", status="308 Permanent Redirect"), "/moved": article("What has moved")},
        asked=("/trick", "/moved"),
        also={"{home}moved": KEPT},
    ),
    "a redirect to a long address": Case(
        "redirect",
        To("/" + "a" * 9000),
        also={"{home}" + "a" * 9000: "trap"},
    ),
    "a redirect with a password": Case(
        "redirect",
        {
            "/trick": To("http://me:secret@{host}.localhost:{port}/inside"),
            "/inside": article("What is inside"),
        },
        asked=("/trick", "/inside"),
        also={"{home}inside": KEPT},
    ),
    "a redirect to mail": Case(
        "redirect", To("http://{host}.localhost:25/"), also={"http://{host}.localhost:25/": "bad-url"}
    ),
    "a redirect to a shell": Case(
        "redirect", To("https://{host}.localhost:22/"), also={"https://{host}.localhost:22/": "bad-url"}
    ),
    "a redirect to a picture": Case("redirect", To("/a.png"), also={"{home}a.png": "not-a-page"}),
    "a redirect to no host": Case("redirect", To("http:///etc/passwd"), asked=("/trick", "/etc/passwd")),
    "a redirect to a host that is none": Case("http-error", To("http://[::1/%zz")),
    "a redirect with a line break": Case(
        "redirect",
        To("/a\tb?c\x0bd", status="303 See Other"),
        asked=("/trick", "/ab?c%0Bd"),
        also={"{home}ab?c%0Bd": "gone"},
    ),
    "a redirect to a name nobody has": Case(
        "redirect",
        To("http://nobody.invalid/"),
        also={"http://nobody.invalid/": "dns"},
    ),
    "a page that leads to itself": Case("too-short", refresh("/trick")),
    "a page that leads to a file": Case(
        "too-short", refresh("file:///etc/passwd"), also={"file:///etc/passwd": ABSENT}
    ),
    "a page that leads to a script": Case("too-short", refresh("javascript:alert(1)")),
    "a page that leads to data": Case("too-short", refresh("data:text/html,hello")),
    "pages that lead on for ever": Case(
        "redirect",
        {"/trick": refresh("/1"), "": lambda path: refresh(step(path))},
        asked=CHAIN,
        also={"{home}5": "redirect-loop", "{home}6": ABSENT},
    ),
    "pages that lead in a circle": Case(
        "redirect",
        {"/trick": refresh("/back"), "/back": refresh("/trick")},
        asked=("/trick", "/back"),
    ),
    "a page with many ways on": Case(
        "redirect",
        {"/trick": "".join(refresh(f"/{n}") for n in range(9)), "": lambda path: article(f"Way {path}")},
        asked=("/trick", "/0"),
        also={"{home}0": KEPT, "{home}1": ABSENT},
    ),
}
