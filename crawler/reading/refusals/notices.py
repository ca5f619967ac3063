"""Pages that say in words why there is no article: errors, walls, forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...reasons import Reason
from . import phrases
from .candidate import Candidate, plain
from .phrases import both, either, words

# Bytes of text beside which a notice is not the page's point. The longest notices of error pages
# that were looked at, with their advice and addresses, stay under 900; requests for consent
# name purposes and partners.
NOTICE = 1_000
LONG_NOTICE = 4_000
STATED_NOTICE = 350  # the same where the page claims to be an article; the shortest such have 400
SENTENCE = 400  # the same where only the text says it
SPARE = 14  # letters that a heading may have beside the phrase
# The same for a sentence, which says more by itself: whose page, where, why.
BEFORE, BEHIND = 32, 20
FEW_SEEN = 300  # bytes of all that a reader sees of a page that waits for its scripts
HALF = 0.5  # of the text must be the notice
FEWEST_WORDS = 2  # different words of consent
MOST_INPUTS, MOST_BUTTONS = 60, 200
# What stands around the phrase: status codes, regrets, articles.
AROUND = re.compile(
    r"^(?:[\W\d_]|(?:http|status|error|fehler|erreur|errore|erro|ошибка|помилка|hata|błąd|chyba|fel|feil|fejl"
    r"|virhe|code|oops|ooops|ups|uups|hoppla|oh no|uh-?oh|whoops|sorry|entschuldigung|désolé|lo sentimos"
    r"|desculpe|spiacenti|извините|错误|エラー|申し訳ございません|抱歉|对不起|the|this|that|we|die|der|das|diese[rs]?"
    r"|la|le|cette|cet|esta|este|el|a|o|essa|questa|il|de|deze|den|denna|ta|tento|эта|данная|ця|αυτή|bu)(?!\w))+"
)
STATUS = re.compile(
    r"^(?:[\W_]|http|status|error|fehler|erreur|errore|erro|ошибка|помилка|hata|błąd|chyba|fel|feil|fejl|virhe|code|page|错误|エラー)*4(?:04|10)[\W_]*$"
)

# A notice is a sentence that has both halves.
MISSING = both(phrases.PAGE, phrases.MISSING)
GONE = both(phrases.PAGE, phrases.GONE)
HEADINGS = {
    Reason.REMOVED: (GONE,),
    Reason.NOT_FOUND: (MISSING, re.compile(either(phrases.NOT_FOUND))),
    Reason.BOT_CHECK: (both(phrases.HUMAN, phrases.PROOF), re.compile(either(phrases.BOT_CHECK))),
}
LOGIN = re.compile(either(phrases.LOGIN))
SENTENCES = {Reason.REMOVED: GONE, Reason.NOT_FOUND: MISSING}
CONSENT = words(phrases.CONSENT, phrases.CONSENT_UNSPACED)
OURS = words(phrases.WE, phrases.WE_UNSPACED)
ACCEPT = re.compile(either(phrases.ACCEPT))
SCRIPT_ASKED = words(phrases.SCRIPT_ASKED, phrases.SCRIPT_UNSPACED)
CONSENT_PLACE = re.compile(
    r"//consent\.|/(?:consent|cookie-?(?:wall|consent)|privacy-?(?:gate(?:way)?|wall))(?:[/?.]|$)"
)
LOGIN_PLACE = re.compile(
    r"/(?:log-?in|sign-?(?:in|up)|sso|register|anmelden|connexion|wp-login)(?:\.\w+)?/?$", re.IGNORECASE
)


def notice(page: Candidate) -> Reason | None:
    """Say what a page without much text says of itself."""
    most = STATED_NOTICE if page.is_stated or page.is_typed else LONG_NOTICE
    if page.size > most:
        return None
    if page.size <= min(most, NOTICE):
        found = next(told(page), None)
        if found:
            return found
        if asks_for_script(page):
            return Reason.NEEDS_JAVASCRIPT
    return Reason.CONSENT_WALL if asks_for_consent(page) else None


def told(page: Candidate) -> Iterator[Reason]:
    """Yield what headings say, then what the text says."""
    if any(map(STATUS.match, page.headings)):
        yield Reason.NOT_FOUND
    for reason, patterns in HEADINGS.items():
        if any(is_said(pattern, heading) for pattern in patterns for heading in page.headings):
            yield reason
    if asks_who(page):
        yield Reason.LOGIN
    for reason, phrase in SENTENCES.items() if page.size <= SENTENCE else ():
        if share(page, [line for line in page.lines if phrase.search(plain(line))]) >= HALF:
            yield reason


def is_said(phrase: re.Pattern[str], heading: str) -> bool:
    """Say whether a heading consists of a phrase, and of little else."""
    bare = AROUND.sub("", heading)
    match = phrase.search(bare)
    if match is None:
        return False
    if phrase in SENTENCES.values():
        return match.start() <= BEFORE and len(bare) - match.end() <= BEHIND
    return len(bare) - len(match.group()) <= SPARE


def asks_who(page: Candidate) -> bool:
    """Say whether a page is a form to log in: one that says so, by its heading or its address."""
    kinds = {(field.get("type") or "text").lower() for field in page.first("input", most=MOST_INPUTS)}
    named = any(is_said(LOGIN, heading) for heading in page.headings)
    place = bool(LOGIN_PLACE.search(page.path))
    return ("password" in kinds and (named or place)) or ("email" in kinds and named and place)


def asks_for_script(page: Candidate) -> bool:
    """Say whether the text asks to turn JavaScript on, or nothing but such a request is there."""
    if not page.size:
        if page.seen > FEW_SEEN:
            return False
        hidden = (plain(element.text_content()) for element in page.first("noscript"))
        return any(map(names_script, hidden))
    return share(page, [line for line in page.lines if names_script(plain(line))]) >= HALF


def names_script(text: str) -> bool:
    """Say whether a text asks to turn JavaScript on."""
    return "javascript" in text and bool(SCRIPT_ASKED.search(text))


def share(page: Candidate, lines: Sequence[str]) -> float:
    """Return the share of a page's text that some of its lines have."""
    return sum(len(line.encode("utf-8", "replace")) for line in lines) / max(page.size, 1)


def asks_for_consent(page: Candidate) -> bool:
    """Say whether most of the text speaks of consent, in our name, and there is a button to give it."""
    about = [line for line in page.lines if CONSENT.search(plain(line))]
    said = {word.group() for line in about for word in CONSENT.finditer(plain(line))}
    if len(said) < FEWEST_WORDS or share(page, about) < HALF:
        return False
    ours = any(OURS.search(plain(line)) for line in about) or bool(CONSENT_PLACE.search(page.url))
    return ours and any(ACCEPT.fullmatch(button) for button in buttons(page))


def buttons(page: Candidate) -> Iterator[str]:
    """Yield what can be clicked."""
    for element in page.first("button", "input", "a", most=MOST_BUTTONS):
        yield plain(element.text_content() or element.get("value") or element.get("title") or "")
