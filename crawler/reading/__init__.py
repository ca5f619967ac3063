"""Page → Reading, pure; `page.py` has the order of it.

Nothing is imported here: whoever needs one part, such as the stop words, must not wait for the extractor.
"""
