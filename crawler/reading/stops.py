"""Stop words: the frequent words of some forty languages, as justext ships them."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

STOP_LISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "gl": "Galician", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian_Bokmal", "nl": "Dutch", "nn": "Norwegian_Nynorsk",
    "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zu": "Zulu",
}  # fmt: skip


@lru_cache(maxsize=32)
def stop_words(language: str | None) -> frozenset[str]:
    """Return the frequent words of a language; none for one that has no list."""
    name = STOP_LISTS.get(language or "")
    try:
        # the whole list at once: justext looks through its folder, then makes each word small by itself
        found = (folder() / f"{name}.txt").read_text("utf-8")
    except FileNotFoundError:
        return frozenset()
    return frozenset(found.lower().casefold().splitlines())


@cache
def folder() -> Path:
    """Return where justext has its lists; it is not loaded for them, with all that it parses pages by."""
    spec = find_spec("justext")
    assert spec is not None  # noqa: S101  (it comes with us)
    assert spec.origin is not None  # noqa: S101  (it is a package in a folder)
    return Path(spec.origin).parent / "stoplists"
