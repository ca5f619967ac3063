"""Phrases of many languages that stand on articles' pages, but are not of the article.

One language a line or two; a space stands for any white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# Before a link to another article.
LABELS = (
    r"(?:please )?(?:read|see|watch|view) (?:more|also|next|here)|also (?:read|see|on)|see more",
    r"don'?t miss|more on this|you (?:may|might) also (?:like|be interested)|most read",
    r"(?:recommended|related)(?: (?:\w+ )?(?:stor(?:y|ies)|articles?|posts?|news|links?|reading|pages?))?",
    r"lesen sie (?:auch|mehr|hier)|auch (?:interessant|lesen)|mehr (?:zum thema|dazu)|siehe auch|zum thema",
    r"das könnte sie (?:auch )?interessieren|weiterlesen|lees (?:ook|meer|verder)|bekijk ook",
    r"(?:à )?(?:lire|voir|découvrir|écouter) (?:aussi|également)|à lire|sur le même (?:sujet|thème)",
    r"le(?:a|er|ia) (?:también|además|más|também|mais)|te puede interesar|noticias? relacionadas?",
    r"(?:saiba|veja|vea|ver) (?:también|más|também|mais)|leggi anche|potrebbe interessarti|approfondisci",
    r"les (?:også|mer)|läs (?:också|mer|även)|læs (?:også|mere)|lue (?:myös|lisää)|katso myös",
    r"(?:czytaj|zobacz|sprawdź) (?:też|także|również|więcej)",
    r"(?:čtěte|přečtěte si) (?:také|i)|čítajte (?:aj|tiež)",
    r"olvassa? el|cite[sș]te [sș]i|pročitajte (?:i|još)|preberite tudi|прочетете (?:още|също)",
    r"читайте (?:также|також|ещё|еще)|смотрите также|по теме|διαβάστε (?:επίσης|ακόμα)",
    r"ayrıca oku\w*|ilgili haber\w*|bunu da oku\w*|baca juga|xem thêm|đọc thêm|soma (?:pia|zaidi)",
)
# The same in scripts that end such a label without a colon.
SIGNS = (
    r"相关(?:阅读|新闻|文章|报道)|延伸阅读|推荐阅读|相關(?:閱讀|新聞|文章)|延伸閱讀",
    r"関連(?:記事|リンク|ニュース)|あわせて読みたい|관련\s?(?:기사|뉴스)",
    r"[اإ]قر[أا] (?:أيضا|أيضًا|المزيد)|مواضيع ذات صلة|קראו? עוד|यह भी पढ़ें|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง",
)
# The publisher speaks to the reader: newsletters, apps, social media, subscriptions, rights.
APPEALS = (
    r"your inbox|(?:our|free|daily|weekly) (?:\w+ ){0,2}newsletters?|(?:like|find|join|follow) us on",
    r"follow (?:@?\w+ ){1,4}on (?:social media|twitter|x|facebook|instagram|youtube|linkedin|tiktok)",
    r"click here (?:to|for)|if you (?:enjoyed|liked) (?:this|reading)|affiliate links?",
    r"(?:read|see) our privacy (?:policy|notice)|privacy policy and terms of service|external content",
    r"may (?:get|earn|receive) a (?:share|commission)|all rights reserved|personal,? non-?commercial use",
    r"alle rechte vorbehalten|newsletter (?:abonnieren|anmelden|bestellen)|folg(?:en sie|t) uns",
    r"extern(?:e[rn]?|em) inhalt\w*|redaktionell(?:e[rn]?|em) inhalt\w*|drittplattformen",
    r"tous droits réservés|abonnez-vous|inscrivez-vous|suivez-nous|alle rechten voorbehouden|schrijf je in",
    r"todos (?:los derechos|os direitos) reservados|suscr[ií]b(?:ete|ase)|s[ií]g(?:uenos|anos)|inscreva-se",
    r"assine (?:a|nossa)|tutti i diritti riservati|iscriviti|seguici",
    r"все права защищены|подпис(?:ывайтесь|аться на)|zapisz się|bültenimize|berlangganan",
)
# The same where it begins a sentence; elsewhere such words are part of many a story.
IMPERATIVES = (
    r"sign up (?:for|to|here|now|today)|subscribe (?:to|now|here|today|for)",
    r"join the (?:conversation|discussion)",
    r"download (?:the|our) (?:\w+ ){0,2}app|get the (?:\w+ ){1,3}app|get the latest|have a (?:news )?tip",
    r"become a (?:member|subscriber)|thank you for reading|tell us what you think|follow (?:me|us|@)",
)
# Below the last paragraph: whom to write to, who helped, whose it is, buttons.
CREDITS = (
    r"(?:additional )?(?:reporting|editing|writing|graphics?) by\b|written by\b|by \w+ \w+$",
    r"(?:e-?mail|contact|reach|write to|message)\b.{0,150}(?:@|https?:|www\.)",
    r".{0,80}\bcontributed to this|.{0,80}\b(?:can|may) be reached",
    r"(?:source|quelle|fuente|fonte|bron|источник|kaynak)s?\s?:.{0,50}$|issn\b",
    r"©|\(c\)|copyright (?:©|\(c\)|by|\w+ \d|\d)",
    r"(?:tags?|topics?|schlagwörter|mots-clés|etiquetas|теги)\s?:|filed under",
)
# Who took a picture: such lines stand below pictures, anywhere in a text.
PICTURES = (
    r"(?:photo|image|picture|photograph|bild|foto|kép|kuva)s?(?: credit| by| courtesy| von| d[ei])?\s?:",
    r"(?:фото|фотография|fotografía|imagen|imagem|crédito|credit|zdjęcie|bildquelle|bildnachweis)s?\s?:",
    r"(?:写真|撮影|사진|图片来源|圖片來源|圖)\s?[:：]",
)
# Lines of their own anywhere: marks of advertisements, buttons, counters.
BUTTONS = (
    r"advertisements?|sponsored(?: content)?|anzeige|werbung|publicidad[e]?|publicité|pubblicità",
    r"reklama?|advertentie|реклама|広告|广告|廣告|광고|إعلان|iklan",
    r"(?:share|print|e-?mail|save|tweet|facebook|twitter|whatsapp|copy link|listen)",
    r"(?:share|print|e-?mail|save) (?:this )?(?:article|post|story|page)",
    r"(?:\d+ )?(?:leave a |show |hide |view )?(?:comments?|repl(?:y|ies))(?: \(\d+\))?",
    r"(?:\d+ )?(?:kommentare?|commentaires?|coment[aá]rios?|commenti|reacties|комментарии)(?: \(\d+\))?",
    r"(?:article |story )?continues? (?:reading )?(?:below|after advertisement)|loading|read more",
)


def either(phrases: Iterable[str]) -> str:
    """Return one pattern for all phrases."""
    return f"(?:{'|'.join(phrases)})".replace(" ", r"\s+")


ELSEWHERE = re.compile(rf"[\W_]*(?:{either(LABELS)}\s*(?:[:：|–—>»…-]|$)|{either(SIGNS)})", re.IGNORECASE)
# For lines in lower case: to ignore case takes twice as long, and this is looked for all over the text.
# Each pattern leaps over all places where none of its phrases can begin; one for all could not. Appeals
# are looked for with what stands before them, behind which the phrase begins.
APPEAL = re.compile(rf"\W({either(APPEALS)})\b")
IMPERATIVE = re.compile(rf"[\W_]*(?:please\s+)?{either(IMPERATIVES)}")
NEXT_IMPERATIVE = re.compile(rf"[.!?:…»”)] ({IMPERATIVE.pattern})")
BEGINNING = 8  # characters before an appeal in the middle of a text: "Please …"
# The same where they begin so near to the beginning of a line, with a space before it.
NEAR_APPEAL = re.compile(rf"(?s:.{{0,{BEGINNING}}}?){APPEAL.pattern}")
NEAR_IMPERATIVE = re.compile(rf"(?s:.{{0,{BEGINNING - 1}}}?){NEXT_IMPERATIVE.pattern}")
CREDIT = re.compile(rf"[\W_]*{either(CREDITS)}", re.IGNORECASE)
PICTURE = re.compile(rf"[\W_]*{either(PICTURES)}", re.IGNORECASE)
BUTTON = re.compile(rf"[\W_]*{either(BUTTONS)}[\W_]*", re.IGNORECASE)


def appeal(line: str) -> int | None:
    """Return where the publisher begins to speak to the reader; None for nowhere."""
    lower = line.lower()
    if IMPERATIVE.match(lower):
        return 0
    found = (pattern.search(f" {lower}") for pattern in (APPEAL, NEXT_IMPERATIVE))
    return min((match.start(1) - 1 for match in found if match), default=None)


def begins_with_appeal(line: str) -> bool:
    """Say whether the publisher speaks to the reader where a line begins, or next to it."""
    lower = line.lower()
    padded = f" {lower}"
    return bool(IMPERATIVE.match(lower) or NEAR_APPEAL.match(padded) or NEAR_IMPERATIVE.match(padded))
