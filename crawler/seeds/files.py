"""Files: which of a folder's are seeds, and their bytes → text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from .errors import SeedError

LARGEST = 5_000_000  # bytes; the longest articles have 200,000
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u00ad]")
MOST_CONTROL = 0.05  # of all characters; text has none, binary formats 20 % and more
LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def files(path: Path) -> list[str]:
    """Return a file's own name, or the seed files of a folder.

    Hidden files, backups, READMEs and subfolders of a folder are none.
    """
    try:
        if not path.is_dir():
            return [str(path)]
        found = sorted(str(member) for member in path.iterdir() if is_seed(member))
    except OSError as error:
        raise unreadable(path, error) from None
    if not found:
        message = "no seed in this folder: put an article into it, as .txt or .md"
        raise SeedError(str(path), None, message)
    return found


def is_seed(path: Path) -> bool:
    """Tell a seed of a folder from what else lies there."""
    name = path.name.lower()
    return not name.startswith((".", "readme.")) and not name.endswith("~") and path.is_file()


def unreadable(path: Path, error: OSError) -> SeedError:
    """Say why a path can't be opened."""
    return SeedError(str(path), None, f"can't be read: {error.strerror}; check name and rights")


def read(path: Path) -> str:
    """Return a file's text with plain line breaks; raise `SeedError` where it isn't text."""
    name = str(path)
    try:
        if path.stat().st_size > LARGEST:
            message = f"larger than {LARGEST // 1_000_000} MB: keep one article in it"
            raise SeedError(name, 1, message)
        if not path.is_file():  # reading a pipe would wait for ever
            raise SeedError(name, None, "not a file: give a file, a folder or a URL")
        text = decode(name, path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:  # a NUL in the name
        raise SeedError(name, None, "no file can have this name: check it") from None
    if HTML.match(text):
        raise SeedError(name, 1, "a web page, not a text: give its URL, or paste its text")
    if not text.strip():
        raise SeedError(name, 1, "the file is empty: paste an article into it, or delete it")
    return text


def decode(name: str, data: bytes) -> str:
    """Decode UTF-8, or what the byte order mark says."""
    encoding = next((BOMS[bom] for bom in BOMS if data.startswith(bom)), "utf-8")
    binary = SeedError(name, 1, "a binary file, not a text: save the article as plain text")
    if encoding != "utf-16" and b"\0" in data:
        raise binary
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        message = "a byte here is not UTF-8: save the file as UTF-8"
        raise SeedError(name, line, message) from None
    if "\0" in text or len(CONTROL.findall(text)) > MOST_CONTROL * len(text):
        raise binary
    text = unicodedata.normalize("NFC", LINE_BREAK.sub("\n", text))
    return CONTROL.sub("", text)
