"""Fetching again: when a page is due, and what counts as a change."""
