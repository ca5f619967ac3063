"""Queries in the corpus: planted as addresses, asked by the crawl, and what came of them."""
