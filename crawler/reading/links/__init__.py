"""The links of a page, each with what it is to the article."""
