"""What is one token in running text, whatever the language: one expression that leaves nothing out."""

from __future__ import annotations

import regex

# What stands between tokens: white space, controls, and what has neither width nor meaning of its own.
# U+FFFE and U+FFFF are no characters, and no XML file may have them.
SEPARATORS = r"\s\p{Cc}\p{Cs}\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffe\uffff"
JOINER = r"[\u00ad\u200c\u200d\u180e]"  # belongs to the word it stands in
EAST_ASIAN = r"[\p{Han}\p{Hiragana}\p{Katakana}ー々〆〇\u3099\u309a]"
SOUTH_EAST_ASIAN = r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}_]--{EAST_ASIAN}--{SOUTH_EAST_ASIAN}]"
WORD = rf"{JOINER}*+{LETTER}(?:{LETTER}|{JOINER})*+"
NUMERIC = r"(?<=\p{Nd})[.,:/](?=\p{Nd})"
# well-known, R&D, צה"ל, Bürger:innen, EU:s
INNER = (
    r"[-‐‑ʼ＇·]|['’](?!\p{L}\.\p{L}\.)|(?<=\p{Lu})&(?=\p{Lu})|(?<=\p{Hebrew})[\"״](?=\p{Hebrew})"
    r"|[:*](?=in(?:nen)?(?!\w))|(?<=\p{Lu}):(?=\p{Ll}{1,3}(?!\w))"
)
# bare host names are told from a missing space by their end
TOP_LEVEL = (
    "com|org|net|edu|gov|info|io|ai|co|eu|de|at|ch|fr|es|it|nl|be|pt|pl|cz|se|no|dk|fi|ru|uk|us|jp|cn|kr|in|br"
    "|au|js"
)  # Bounded as addresses are, so that no text makes us look far ahead again and again.
LABEL = r"[\p{L}\p{N}][\p{L}\p{N}-]{0,62}+"

IN_ADDRESS = r"[^\s<>\"“”«»「」『』（）。、，；！？]"

# Tried in this order.
KINDS = {
    "address": rf"(?:https?://|www\.){IN_ADDRESS}*[^\s\p{{P}}<>]/?",
    "mail": rf"[\w.+-]{{1,64}}+@{LABEL}(?:\.{LABEL}){{0,8}}\.[a-zA-Z]{{2,63}}(?![\w-])",
    "host": rf"{LABEL}(?:\.{LABEL}){{0,8}}\.(?:{TOP_LEVEL})(?![\w-])"
    rf"(?:/(?:{IN_ADDRESS}*[^\s\p{{P}}<>])?/?)?",
    "name": rf"[@#](?=[\p{{L}}\p{{N}}_]){WORD}",
    "emoji": r"(?:[0-9#*]\ufe0f?\u20e3|\p{RI}{2}|(?=[\p{Extended_Pictographic}--[©®™]])\X)",
    "emoticon": r"(?:^|(?<=\())[:;=8][-^']?[)(DPpOo/|\\](?=$|[.,!?)])|<3(?!\d)",
    # L'O.N.U.
    "elided": r"(?:[LlDdNn]|[Qq]u)['’](?=\p{L}\.\p{L}\.)",
    # U.S., Ph.D., EE.UU., J.-C., f.eks., c.-à-d.
    "acronym": rf"(?:\p{{L}}{{1,2}}\.(?:-?\p{{L}}{{1,2}}\.)+|c\.-à-d\."
    rf"|\p{{Ll}}{{1,2}}(?:\.\p{{Ll}}{{1,4}})+\.)"
    rf"(?:\p{{L}}(?!{LETTER}|\.))?",
    "sign": r"[CFJ](?:\+\+|\#)(?!\w)|(?:R|US|HK|NT|AU|CA|A|C)\$|[nN][°º]|°[CFK](?!\w)",
    "signed": rf"^[-−+](?=\p{{Nd}}){WORD}(?:{NUMERIC}{WORD})*",
    # 's-Hertogenbosch
    "word": rf"(?:['’][st]-)?{WORD}(?:(?:{NUMERIC}|{INNER}){WORD})*",
    "east": rf"{EAST_ASIAN}+",
    "south": rf"(?:{SOUTH_EAST_ASIAN}\p{{M}}*)+",
    "marks": r"\.{2,}|…+|[-–—―]{2,}|[!?！？]+|['’]{2}|`{2}",
    "other": rf"[^\s](?:\p{{M}}|{JOINER})*",
}
TOKEN = regex.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in KINDS.items()), regex.V1)
CHUNK = regex.compile(rf"[^{SEPARATORS}]++[{SEPARATORS}]*+", regex.V1)
HEAD = regex.compile(rf"\A[{SEPARATORS}]++", regex.V1)
TAIL = regex.compile(rf"[{SEPARATORS}]++\Z", regex.V1)
VISIBLE = regex.compile(r"[\s\p{Cc}]", regex.V1)
CLUSTER = regex.compile(r"\X", regex.V1)
