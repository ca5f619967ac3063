"""Words written together that are tokens of their own (don't, l'homme, dit-il), and the other way round."""

from __future__ import annotations

import regex

APOSTROPHES = str.maketrans("’ʼ＇", "'''")
# Each takes a whole word; its groups are the pieces in order.
ENGLISH = regex.compile(
    r"(?i)(?:(.+)(n['’ʼ]t)|(.+)(['’ʼ](?:s|m|d|re|ve|ll))|(can)(not)|(gon|wan)(na)|(got)(ta)|(gim|lem)(me))"
)
FRENCH_ELISION = regex.compile(r"(?i)((?:[ldjmtsncç]|(?:jus|lors|puis|quoi)?qu)['’ʼ])(.+)")
PRONOUN = "-(?:je|tu|il|elle|on|nous|vous|ils|elles|ce|le|la|les|lui|leur|moi|toi|en|y)"
FRENCH_PRONOUN = regex.compile(rf"(?i)(.+?)((?:-t)?{PRONOUN})({PRONOUN})?")
ITALIAN = regex.compile(r"(?i)(\p{L}+['’ʼ])(\p{L}.*)")
CATALAN = regex.compile(r"(?i)(?:([ldmtns]['’ʼ])(.+)|(.+)(['’ʼ](?:ls|ns|n|l|m|s|t|hi|ho)))")
PATTERNS = {
    "en": (ENGLISH,),
    "fr": (FRENCH_ELISION, FRENCH_PRONOUN),
    "it": (ITALIAN,),
    "ca": (CATALAN,),
}

# Lower case, straight apostrophes: not cut, though they look like it.
WHOLE = {
    "en": frozenset(("ma'am", "o'clock")),
    "fr": frozenset(("rendez-vous", "chez-moi", "chez-nous", "vis-à-vis", "là-dessus")),
}
# Seen apart at first, since one of the two is an apostrophe.
TOGETHER = {
    "en": frozenset("'em 'tis 'twas 'til 'cause 'n 'n' goin' doin' nothin' ol'".split()),  # noqa: SIM905
    "it": frozenset("po' mo' di' fa' va' sta' da' be'".split()),  # noqa: SIM905
    "nl": frozenset("'s 't 'n 'k 'm".split()),  # noqa: SIM905
    "af": frozenset(("'n",)),
}
# Nord- und Südsee
HANGING = frozenset(("de", "nl", "da", "sv", "no", "nb", "nn", "fi", "hu"))
DECADE = regex.compile(r"'\d0s")  # the '90s


def clitics(word: str, language: str | None) -> list[str]:
    """Cut off what is a word of its own."""
    if language not in PATTERNS or word.translate(APOSTROPHES).lower() in WHOLE.get(language, ()):
        return [word]
    for pattern in PATTERNS[language]:
        if found := pattern.fullmatch(word):
            *first, last = filter(None, found.groups())
            # l'a-t-il: what follows an elision may end in a pronoun
            return [*first, *clitics(last, language)] if pattern is FRENCH_ELISION else [*first, last]
    return [word]


def is_pair(first: str, second: str, language: str | None) -> bool:
    """Say whether two tokens that touch, one of them an apostrophe or a hyphen, are one word."""
    if second == "-" and language in HANGING:
        return first.isalpha()
    if language not in TOGETHER:
        return False
    pair = (first + second).translate(APOSTROPHES).lower()
    return pair in TOGETHER[language] or (language == "en" and DECADE.fullmatch(pair) is not None)
