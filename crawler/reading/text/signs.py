"""What class, id and other attributes say of an element: a part of the article, or none of it.

The words are trafilatura's (Apache 2.0), which looks for them by an XPath for each question, over all
of the page; here a name is asked once, and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import html

from .words import any_of, remembered

# Below the article: more articles, readers' comments, buttons to share with.
MORE = ("div", "section", "aside")
TALK = frozenset({"div", "list", "section", "details"})
TALKING = TALK.union(MORE, {"ol", "ul"})
ADDED = re.compile(r"mvp-post-add-(?:box|wrap)")
SCROLLED = re.compile(r"infinite-?scroll")
COMMENT_CLASS = re.compile(r"^[Cc]omment(?!ary)|(?:article|post)-comments")
COMMENT_ID = re.compile(r"[Cc]omment(?!ary)|comol")
THREAD_ID = re.compile(r"disqus_thread|dsq-comments")

# Beside the article or in it, and not of it. What has one of the first stands in these elements.
PARTS = frozenset({"div", "item", "list", "p", "section", "span"})
UNWANTED = (
    "social", "viral", "newsletter", "syndication", "tags", "sidebar", "banner", "breadcrumb",
    "bread-crumb", "button", "author", "footer", "Footer", "message-container",
)  # fmt: skip
UNWANTED_CLASSES = (
    *UNWANTED, "subnav", "avigation", "navbar", "navbox", "menu", "bar", " ad ", "-ad-", " ad-", "dfpAd",
    "dfpad", "outbrain", "taboola", "criteo", "paid-content", "paidcontent", "widget", "byline",
    "Byline", "share-", "sociable", "embed", "tag-list", "consent", "modal-content", "permission",
    "elated", "next-", "-stories", "most-popular", "more-on", "meta", "rating", "attachment",
    "timestamp", "user-info", "user-profile", "-icon", "article-infos", "slide", "viewport", "overlay",
    "options", "expand", "obfuscated", "blurred", "mol-factbox", "yin", "zlylin", "nfoline",
)  # fmt: skip
UNWANTED_IDS = (*UNWANTED, "bmdh", "share", "Share", "nav", "Nav", "menu", "related", "premium")
UNWANTED_CLASS = re.compile(any_of(UNWANTED_CLASSES))
UNWANTED_CLASS_FROM = ("shar", "nav", "post-nav", "ZendeskForm", "ad-")
UNWANTED_ID = re.compile(any_of(UNWANTED_IDS))
UNWANTED_ID_FROM = ("shar", "jp-", "dpsp-content", "ad-")
HIDDEN = (
    "comments-title", "nocomments", "-reply-", "message", "akismet", "suggest-links", "-hide-",
    "hide-print", " hidden", " hide", "noprint", "notloaded",
)  # fmt: skip
HIDDEN_CLASS = re.compile(any_of(HIDDEN))


def is_appended(element: html.HtmlElement) -> bool:
    """Say whether an element holds other articles, comments or buttons to share with."""
    classes, identity = element.get("class") or "", element.get("id") or ""
    if not ((classes and is_below(classes)) or (identity and is_below(identity))):
        return False
    if element.tag != "aside" and (COMMENT_CLASS.search(classes) or COMMENT_ID.match(identity)):
        return True
    if element.tag in TALK and THREAD_ID.match(identity):
        return True
    if element.tag not in MORE:
        return False
    if ADDED.search(identity) or ADDED.search(classes) or "elementor-share-buttons" in classes:
        return True
    scrolled = SCROLLED.search(identity) or SCROLLED.search(classes)
    return bool(scrolled) and next(element.iterdescendants("h1"), None) is None


@remembered
def is_below(name: str) -> bool:
    """Say whether a name may be of what stands below articles."""
    return (
        "omment" in name
        or "infinite" in name
        or "mvp-post" in name
        or "elementor-share" in name
        or "disqus" in name
        or "comol" in name
    )


def is_unwanted(element: html.HtmlElement) -> bool:
    """Say whether an element is a menu, an advertisement, hidden, or otherwise not of the text."""
    return is_told_unwanted(element.tag, dict(element.items()))


def is_told_unwanted(tag: str, told: Mapping[str, str]) -> bool:
    """Say the same of an element with these attributes."""
    if "id" in told:
        return is_identified_unwanted(tag, told)
    classes, part = told.get("class"), tag in PARTS
    if classes and (is_unwanted_part_class(classes) if part else is_unwanted_class(classes)):
        return True
    # as most have a class and nothing else
    return len(told) > (classes is not None) and (is_out_of_sight(told) or (part and has_another_part(told)))


@remembered
def is_unwanted_class(classes: str) -> bool:
    """Say whether an element without an id is unwanted by its class."""
    return is_hidden_class(classes) or classes.startswith("reply-")


@remembered
def is_unwanted_part_class(classes: str) -> bool:
    """Say the same of a block or a span."""
    return (
        is_part_class(classes)
        or "cookie" in classes
        or is_hidden_class(classes)
        or classes.startswith("reply-")
    )


def is_out_of_sight(told: Mapping[str, str]) -> bool:
    """Say whether an element is hidden by its style, or from screen readers."""
    style = told.get("style")
    hidden = style and ("display:none" in style or "display: none" in style or "hidden" in style)
    return bool(hidden) or told.get("aria-hidden") == "true"


def has_another_part(told: Mapping[str, str]) -> bool:
    """Say whether a block or a span has another part on the page than that of text."""
    return (
        "nav" in told.get("role", "").replace("N", "n")
        or "MostPopularStories" in told.get("data-component", "")
        or "data-lp-replacement-content" in told
    )


def is_identified_unwanted(tag: str, told: Mapping[str, str]) -> bool:
    """Say whether an element with an id is unwanted: class, id and style are told by which stands first."""
    classes, identity, style = told.get("class"), told["id"], told.get("style")
    if tag in PARTS and is_unwanted_part(told, classes, identity):
        return True
    if classes and is_hidden_class(classes):
        return True
    if "reader-comments" in identity or "akismet" in identity:
        return True
    if style and ("display:none" in style or "display: none" in style):
        return True
    return (
        told.get("aria-hidden") == "true"
        or "hidden" in first_of(told, "id", "style")
        or first_of(told, "id", "class").startswith("reply-")
    )


def is_unwanted_part(told: Mapping[str, str], classes: str | None, identity: str) -> bool:
    """Say whether a block or a span is named as menus, advertisements and the like are."""
    return bool(
        (classes and is_part_class(classes))
        or (identity and is_unwanted_id(identity))
        or "cookie" in first_of(told, "id", "class")
        or has_another_part(told)
    )


def is_hidden_class(classes: str) -> bool:
    """Say whether a class is that of what is hidden, or not of the text."""
    return bool(HIDDEN_CLASS.search(classes)) or classes.startswith("hide-")


def is_part_class(classes: str) -> bool:
    """Say whether a class is that of blocks and spans that are not of the text."""
    return bool(UNWANTED_CLASS.search(classes)) or classes.startswith(UNWANTED_CLASS_FROM)


@remembered
def is_unwanted_id(identity: str) -> bool:
    """Say whether an id is that of blocks and spans that are not of the text."""
    return bool(UNWANTED_ID.search(identity)) or identity.startswith(UNWANTED_ID_FROM)


def first_of(told: Mapping[str, str], name: str, other: str) -> str:
    """Return the value of that attribute of two which stands first."""
    value, others = told.get(name), told.get(other)
    if value is None or others is None:
        return value or others or ""
    return value if next(key for key in told if key in (name, other)) == name else others


def is_caption(told: Mapping[str, str]) -> bool:
    """Say whether an element with these attributes is named a caption."""
    return "caption" in told.get("class", "") or "caption" in told.get("id", "")
