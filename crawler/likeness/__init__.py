"""How alike two texts are, pure: what copies and excerpts are found by, and told apart by.

A room of its own and no judge: a judge sees one article alone, and `corpus` needs this without
the extractor that the judges' room loads.
"""
