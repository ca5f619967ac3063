"""Pages without text: applications that wait for their scripts, checks, frames with nothing inside."""

from __future__ import annotations

import re
from typing import Any

from ...reasons import Reason
from ..text.paragraphs import is_beside, key
from .candidate import Candidate

# Where frameworks put a page that they make in the browser.
ROOT = re.compile(
    r"^(?:root|app|main-?app|app-?root|__next|__nuxt|___gatsby|svelte|ember\w*|q-app|react-?\w*|vue-?\w*)$"
)
ROOT_TAG = re.compile(r"^app-\w+|-app$")
CHALLENGE = re.compile(
    r"cdn-cgi/challenge-platform|cf[-_]chl|turnstile|captcha|_Incapsula_|px-cloud|perimeterx|awswaf|aws-waf"
    r"|ddos-guard|perfdrive|datadome|arkoselabs|kasada|/_sec/|akam/",
    re.IGNORECASE,
)
FEW = 150  # bytes of text that a shell may have: a word of patience, a name
UNSHOWN = frozenset({"script", "style", "noscript", "template", "title"})
MOST_LOOKED_AT = 300  # elements


def shell(page: Candidate) -> Reason | None:
    """Say what a page with next to no text waits for."""
    if page.size > FEW:
        return None
    scripts = [element.get("src") or "" for element in page.first("script", most=MOST_LOOKED_AT)]
    frames = [element.get("src") or "" for element in page.first("iframe", most=MOST_LOOKED_AT)]
    if not page.text and any(scripts) and (has_root(page) or is_blank(page)):
        return Reason.NEEDS_JAVASCRIPT
    if not page.is_stated and any(map(CHALLENGE.search, scripts + frames)):
        return Reason.BOT_CHECK
    return None


def frame(page: Candidate) -> Reason | None:
    """Say whether there is nothing but what all pages of the site have."""
    return Reason.NO_TEXT if len(page.text) <= FEW and not page.is_stated and is_frame(page) else None


def is_frame(page: Candidate) -> bool:
    """Say whether the text is the site's own: in its header, or in what stands beside articles."""
    texts = [key(line) for line in page.text.split("\n") if line]
    told = (p for p in page.paragraphs if any(p.key in text or text in p.key for text in texts))
    return bool(texts) and all(any(map(is_of_site, p.element.iterancestors())) for p in told)


def is_of_site(element: Any) -> bool:
    """Say whether an element is the site's header, or named as beside the article."""
    if element.tag == "header":
        return not any(step.tag in ("article", "main") for step in element.iterancestors())
    return is_beside(element.get("class"), element.get("id"))


def is_blank(page: Candidate) -> bool:
    """Say whether a reader sees next to nothing, menus and footers included."""
    shown = 0
    for element in page.document.tree.iter():
        if element.tag not in UNSHOWN and isinstance(element.tag, str):
            shown += len((element.text or "").strip())
        shown += len((element.tail or "").strip())
        if shown > FEW:
            return False
    return True


def has_root(page: Candidate) -> bool:
    """Say whether there is an empty element for an application."""
    body = page.document.tree.find("body")
    if body is None:
        return False
    for element in body.iter():
        if not isinstance(element.tag, str) or len(element):
            continue
        named = ROOT.match((element.get("id") or "").lower()) or ROOT_TAG.search(element.tag)
        if named and not (element.text or "").strip():
            return True
    return False
