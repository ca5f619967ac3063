"""The text of a page's article: extracted, checked and mended."""
