"""The parts that the work is timed in."""

from __future__ import annotations

from ..vocabulary import Vocabulary


class Stage(Vocabulary):
    """A part of the work, named for the tables that `--timings` prints."""

    DECODE = "decode", "Bytes to text"
    PARSE = "parse", "Text to tree"
    LINKS = "links", "Links, their kinds and blocks"
    METADATA = "metadata", "Title, author, dates and all else that a page says of its article"
    TEXT = "text", "The article's text, and whether there is one"
    LANGUAGE = "language", "Language of the text"
    RIGHTS = "rights", "What the page says about its use"
    JUDGES = "judges", "Length, language, quality, relevance"
    FINGERPRINT = "fingerprint", "What copies are found by"
    FOLLOW = "follow", "What each link is worth"
    PACK = "pack", "The answer, packed for the archive"
    READING = "reading", "The rest of reading a page"
    STARTING = "starting", "Readers: loading models and tables"
    TRANSFER = "transfer", "Readers: pages in, readings out, and waiting for the next"

    CLAIM = "claim", "Which addresses are asked next"
    ARCHIVE = "archive", "Records written to the archive"
    SAVE_PAGE = "save page", "Page and capture"
    SAVE_ARTICLE = "save article", "Article, verdicts, versions, and the search index"
    SAVE_LINKS = "save links", "Links and their blocks"
    SAVE_TARGETS = "save targets", "Addresses into the frontier"
    COPIES = "copies", "Comparing a text with the corpus"
    COMMIT = "commit", "Ends of transactions: on disk"
    LEARN = "learn", "Weighing the queue anew"
    SAVE = "save", "The rest of saving a reading"
    CORPUS = "corpus", "The rest of the thread that has the corpus"

    START = "start-up", "Until the work begins: what is imported and opened"
    MAIN = "main thread", "Requests, answers, files, and all that is not named"
    THREADS = "other threads", "Transfer to and from readers, names of hosts, waiting for the corpus"

    FETCH_WAIT = "for an answer", "From asking to the last byte"
    READER_WAIT = "for a reader", "From handing in a page until it is read, without the reading"
    SAVE_WAIT = "for saving", "From handing in a reading until it is on disk"


OF_A_PAGE = tuple(Stage)[: tuple(Stage).index(Stage.STARTING)]
WAITS = (Stage.FETCH_WAIT, Stage.READER_WAIT, Stage.SAVE_WAIT)
"""Pages wait side by side: these are means, no parts of the whole."""
