"""How likely a text is about what is sought: shipped word tables, seeds, marks, and what was found."""

from .judge import Relevance
from .refine import refine, refine_by
from .topic import Topic

__all__ = ["Relevance", "Topic", "refine", "refine_by"]
