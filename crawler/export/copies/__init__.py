"""Copies among texts in shards: found in parts that any machine can do, decided as in a corpus.

Texts that may have something in common are brought together first: samples by shard, pairs by range of
samples, then families. Within a family the corpus' own code decides, text by text, so that the verdicts are
those of a corpus into which the same texts came in the order of their numbers.

Each step is a pure function of files, and leaves a file: what is there is not made again.
"""
