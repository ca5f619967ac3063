"""Lines and headers on the use of texts: Content-Usage (IETF AIPREF drafts) and Content-Signal."""

from __future__ import annotations

from ..records import Statement

# What a no reserves for: a categorical one, and mining or training. A no to `search` alone, or to
# answers that quote a page, says nothing about a corpus.
USES = {
    "content-usage": frozenset({"bots", "tdm", "train-ai", "train-genai"}),
    "content-signal": frozenset({"ai-train"}),
}
NO = frozenset({"n", "no", "?0"})


def usage(source: str, name: str, text: str) -> Statement:
    """Return what a list of uses says; it reserves if it says no to one that matters here."""
    return Statement(source, name, text, any(is_no(item, USES[name]) for item in text.split(",")))


def is_no(item: str, uses: frozenset[str]) -> bool:
    """Say whether an item such as `train-ai=n` says no to one of the uses; parameters don't count."""
    use, _, answer = item.partition(";")[0].partition("=")
    return use.strip().lower() in uses and answer.strip().lower() in NO
