"""Runs that nobody watches: what they do, what they write down, and whom they tell."""
