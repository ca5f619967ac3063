"""Statuses that say no, each above an article that must not be taken for one."""

from __future__ import annotations

from hostile_web import KEPT, Case, To, article
from wildweb import page

LATER = "Retry-After: "
FORM = """<title>Log in</title><form action="/in" method="post"><input name="user">
<input type="password" name="pass"><button>Log in</button></form>"""


REASONS = {"304": "bad-answer", "404": "gone", "410": "gone"}


def refused(status: str, *headers: str) -> Case:
    """A status with a whole article below it."""
    reason = REASONS.get(status[:3], "http-error")
    return Case(reason, page(b"<p>" + b"This is no news. " * 99, *headers, status=status))


CASES = {
    **{
        f"status {status}": refused(status)
        for status in (
            "304 Not Modified",
            "400 Bad Request",
            "401 Unauthorized",
            "402 Payment Required",
            "403 Forbidden",
            "404 Not Found",
            "405 Not Allowed",
            "406 Not Acceptable",
            "410 Gone",
            "418 I'm a teapot",
            "429 Too Many Requests",
            "451 Unavailable For Legal Reasons",
            "500 Internal Server Error",
            "503 Service Unavailable",
            "520 Unknown",
        )
    },
    "429 for a second": refused("429 Too Many Requests", f"{LATER}1"),
    "503 for a second": refused("503 Service Unavailable", f"{LATER}1"),
    "503 until yesterday": refused("503 Busy", f"{LATER}Wed, 21 Oct 2015 07:28:00 GMT"),
    "503 for a negative while": refused("503 Busy", f"{LATER}-5"),
    "503 for a word": refused("503 Busy", f"{LATER}soon, \xff\x00{'9' * 500}"),
    # whoever comes first is served: a rest of a day is cut to the next run by the crawl's patience
    "429 for ever": Case(
        "http-error",
        page(b"", f"{LATER}{'9' * 40}", status="429 Too Many Requests"),
        is_behind=True,
    ),
    "401 with a challenge": refused("401 Unauthorized", 'WWW-Authenticate: Basic realm="news"'),
    "200 with an error's words": Case(KEPT, article("Error 404 and what it cost the harbour")),
    "a form to log in": Case("login", FORM),
    "a way to a form to log in": Case(
        "redirect",
        {"/trick": To("/login?next=/trick"), "/login?next=/trick": FORM},
        asked=("/trick", "/login?next=/trick"),
        also={"{home}login?next=/trick": "login"},
    ),
    "a way to a form of another site": Case(
        "redirect",
        {"/trick": To("http://sso.{host}.localhost:{port}/in?next=trick"), "/in?next=trick": FORM},
        asked=("/trick", "/in?next=trick"),
        also={"http://sso.{host}.localhost:{port}/in?next=trick": "login"},
    ),
    "cookies are required": Case(
        "redirect",
        {
            "/trick": To("/checked?to=/trick", ("Set-Cookie: id=1; Path=/",)),
            "/checked?to=/trick": To("/trick", ("Set-Cookie: ok=1",), "307 Temporary Redirect"),
        },
        asked=("/trick", "/checked?to=/trick"),
        also={"{home}checked?to=/trick": "redirect"},
    ),
}
