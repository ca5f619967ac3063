"""Copies and excerpts: which texts are in the corpus once, and what was left out for them."""
