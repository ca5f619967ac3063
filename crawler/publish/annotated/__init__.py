"""A copy of a page that shows how it was read, and executes nothing."""

from __future__ import annotations

from .copy import annotate, is_copy

__all__ = ["annotate", "is_copy"]
