"""One local server that plays search providers over a set of stories, as they document themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

from provider_answers import THROTTLE, Story, bing_news, gdelt, google_news, searxng
from recorder import Answer, Recorder

FORBIDDEN = b"User-agent: *\nDisallow: /\n"
WORD = re.compile(r"\w+")
OPERATOR = re.compile(r"(?:after|before):\S+")


def matching(stories: Sequence[Story], asked: str) -> list[Story]:
    """Stories that have most of the words that are asked for in their title or address."""
    wanted = {word.lower() for word in WORD.findall(OPERATOR.sub("", asked)) if len(word) > 1}

    def hits(story: Story) -> int:
        return len(wanted & {word.lower() for word in WORD.findall(f"{story.title} {story.url}")})

    return sorted((story for story in stories if hits(story)), key=lambda story: -hits(story))


class ProviderWeb(Recorder):
    """`gdelt.localhost`, `google.localhost`, `bing.localhost`, `searxng.localhost`: each answers for itself.

    `troubles` has what a host answers instead, by host; `forbidden` are hosts whose robots.txt says no.
    """

    def __init__(
        self,
        stories: Sequence[Story],
        troubles: Mapping[str, Callable[[str], Answer]] | None = None,
        forbidden: Collection[str] = (),
    ) -> None:
        super().__init__(self.reply)
        self.stories = stories
        self.troubles = troubles or {}
        self.forbidden = forbidden

    def reply(self, host: str, path: str) -> Answer:
        if path == "/robots.txt":
            return (200, {}, FORBIDDEN) if host in self.forbidden else (404, {}, b"")
        if host in self.troubles:
            return self.troubles[host](path)
        parts = urlsplit(path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found = matching(self.stories, asked.get("query") or asked.get("q", ""))
        wrapped = self.url("bing", "").rstrip("/")
        answers: dict[tuple[str, str], Callable[[], Answer]] = {
            ("gdelt", "/api/v2/doc/doc"): lambda: json_of(gdelt(found)),
            ("google", "/rss/search"): lambda: xml_of(google_news(found)),
            ("bing", "/news/search"): lambda: xml_of(bing_news(found, wrapped)),
            ("searxng", "/search"): lambda: json_of(searxng(found if asked["pageno"] == "1" else [])),
        }
        answer = answers.get((host, parts.path))
        return answer() if answer else (404, {}, b"")

    def queries(self) -> list[str]:
        """Return what was asked, robots.txt and the like left out."""
        return [f"{one.host}{one.path}" for one in self.asked if "?" in one.path]

    def settings(self, *providers: str) -> str:
        """Settings that ask these providers here."""
        listed = ", ".join(f'"{name}"' for name in providers)
        return f"""
[discovery]
providers = [{listed}]
gdelt = "{self.url("gdelt", "")}"
gdelt_delay = 0
google_news = "{self.url("google", "")}"
google_news_delay = 0
bing_news = "{self.url("bing", "")}"
bing_news_delay = 0
searxng = "{self.url("searxng", "")}"
searxng_delay = 0
"""


def json_of(text: str) -> Answer:
    return 200, {"Content-Type": "application/json; charset=utf-8"}, text.encode()


def xml_of(text: str) -> Answer:
    return 200, {"Content-Type": "text/xml; charset=utf-8"}, text.encode()


def throttled(_: str) -> Answer:
    return 200, {"Content-Type": "text/plain"}, THROTTLE.encode()
