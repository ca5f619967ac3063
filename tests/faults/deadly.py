"""The program, but its readers do what a page tells them: as a page would that finds a hole in a parser."""

from __future__ import annotations

import re

from cases.pages import DEED
from hostile import DEEDS

from crawler import reader
from crawler.cli import main

ASKED = re.compile(rf"{DEED}(\w+)".encode())
read_page = reader.read_page


def obey(target, page):
    if found := ASKED.search(page.body):
        DEEDS[found[1].decode()]()
    return read_page(target, page)


reader.read_page = obey

if __name__ == "__main__":
    main()
