"""The words of a corpus: which texts have them, beside what, how often, and when."""
