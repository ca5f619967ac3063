"""What sites write down for machines, understood: robots.txt and tdmrep.json; pure."""

from __future__ import annotations

from .pattern import Pattern, path_of
from .robots import RobotsTxt, Rule, sitemaps
from .tdmrep import Tdmrep, TdmrepError
from .text import LARGEST, text_of
from .usage import USES, usage

__all__ = [
    "LARGEST",
    "USES",
    "Pattern",
    "RobotsTxt",
    "Rule",
    "Tdmrep",
    "TdmrepError",
    "path_of",
    "sitemaps",
    "text_of",
    "usage",
]
