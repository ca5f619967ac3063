"""Answers as they came, in WARC files beside the corpus: packed, appended, found again, erased. No SQL."""
