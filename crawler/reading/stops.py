"""Stop words: the frequent words of some forty languages, as justext ships them."""

from __future__ import annotations

import pkgutil
from functools import lru_cache

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
        found = pkgutil.get_data("justext", f"stoplists/{name}.txt")
    except FileNotFoundError:
        found = None
    return frozenset(found.decode().lower().casefold().splitlines()) if found else frozenset()
