"""What pages are instead of articles: invented pages in the shape of real ones."""

from __future__ import annotations

import json

import pytest

from crawler.reading.page import read
from crawler.reasons import Reason

SITE = "https://www.harbour.example"
STORY = f"{SITE}/2024/05/03/the-ferry-that-came-back"
SENTENCES = (
    "The ferry came back on a Tuesday, three weeks after everybody had stopped asking for it.",
    "Nobody on the quay knew the captain, and the captain did not seem to know the harbour either.",
    "In the evening the mayor read out a letter that had been found between two crates of lemons.",
    "It asked for nothing but a berth for the winter and a lamp that could be seen from the strait.",
    "The council met twice and agreed in the end, because the lamp was there already, and unused.",
)
MENU = "".join(
    f"<li><a href=/{word}>{word.title()}</a></li>" for word in ("news", "weather", "boats", "people")
)
FOOTER = "<footer><a href=/imprint>Imprint</a> <a href=/privacy>Privacy</a> © Harbour Herald</footer>"
BANNER = """<div id=cookie-banner class=cookie>
<p>We use cookies to make this site work and to count readers.</p>
<button>Accept all</button><button>Settings</button></div>"""
ARTICLE = {"@type": "NewsArticle", "headline": "The ferry that came back", "datePublished": "2024-05-03"}


def page(body, title="Harbour Herald", head="", data=None, lang="en"):
    """A page of a site, with its menu and footer."""
    if data is not None:
        head += f'<script type="application/ld+json">{json.dumps(data)}</script>'
    menu = f"<header><a href=/>Harbour Herald</a><nav><ul>{MENU}</ul></nav></header>"
    return (
        f"<!doctype html><html lang={lang}><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{menu}{body}{FOOTER}</body></html>"
    )


def paragraphs(count=5):
    return "".join(f"<p>{SENTENCES[n % 5]}</p>" for n in range(count))


def card(number, tag="article", heading="h2"):
    return (
        f"<{tag} class=card><a href=/2024/story-{number}><img src=/{number}.jpg alt=''></a><{heading}>"
        f"<a href=/2024/story-{number}>Number {number}: what the lamp saw that night</a></{heading}>"
        f"<p>{SENTENCES[number % 5]}</p></{tag}>"
    )


def cards(count, tag="article", heading="h2"):
    return "".join(card(number, tag, heading) for number in range(count))


def headlines(count=20):
    return "".join(
        f"<li><a href=/2024/story-{n}>Number {n}: what the lamp saw that night</a> <time>3 May</time></li>"
        for n in range(count)
    )


def wall(heading, text="", extra="", lang="en"):
    """A page with one heading and a few words."""
    return page(
        f"<main><h1>{heading}</h1><p>{text}</p>{extra}</main>", f"{heading} | Harbour Herald", lang=lang
    )


def form(heading, lang="en"):
    fields = "<input type=email name=user><input type=password name=password><button>→</button>"
    return wall(heading, extra=f"<form method=post>{fields}</form>", lang=lang)


def bare(body, title="", head=""):
    """A page without menus."""
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def ask(text, button, heading="Harbour Herald"):
    """A wall of cookies."""
    return bare(f"<div class=wall><h1>{heading}</h1><p>{text}</p><button>{button}</button></div>", heading)


LISTS = {
    "home": ("/", page(cards(12))),
    "home, headlines only": ("/", page(f"<main><ul>{headlines()}</ul></main>")),
    "home, claims an article": ("/", page(cards(12), data=ARTICLE)),
    "home of a language": ("/en/", page(cards(12, "div", "h3"))),
    "section": ("/boats", page(f"<h1>Boats</h1>{cards(10)}", "Boats")),
    "section, headings are links": ("/boats/", page(f"<h1>Boats</h1><ul>{headlines(30)}</ul>", "Boats")),
    "section, no headings": ("/boats/old", page(f"<h1>Boats</h1>{cards(10, 'div', 'div')}", "Boats")),
    "section, typed": (
        "/boats",
        page(cards(10), head="<meta property=og:type content=website>", data={"@type": "CollectionPage"}),
    ),
    "section, second page": ("/boats/page/2", page(cards(8, "li", "h3"))),
    "section, Chinese": (
        "/guoji",
        page(
            "".join(
                f"<li><a href=/c/{n}.html>第{n}艘渡轮在星期二回到了港口，没有人再问起它</a></li>"
                for n in range(30)
            )
        ),
    ),
    "tag": ("/tag/lamp", page(f"<h1>Lamp</h1><p>{SENTENCES[3]}</p>{cards(3)}")),
    "tag, German": ("/thema/leuchtturm", page(f"<h1>Leuchtturm</h1>{cards(9)}", lang="de")),
    "category": (
        "/category/boats/",
        page(cards(5, "div", "h2"), head="<meta property=og:type content=article>"),
    ),
    "author": (
        "/people/ada-quay",
        page(f"<h1>Ada Quay</h1><p>{SENTENCES[1]}</p>{cards(3)}", data={"@type": "ProfilePage"}),
    ),
    "author, address": (
        "/author/ada-quay/",
        page(f"<h1>Ada Quay</h1><p>{SENTENCES[1]}</p><ul>{headlines()}</ul>"),
    ),
    "author, profile": (
        "/staff/ada",
        page(f"<h1>Ada Quay</h1><p>{SENTENCES[1]}</p>", head="<meta property=og:type content=profile>"),
    ),
    "archive": ("/archive/2024/05", page(f"<h1>May 2024</h1><ul>{headlines(30)}</ul>")),
}
SEARCHES = {
    "results": ("/search?q=ferry", page(f"<h1>Search</h1>{cards(6)}")),
    "none found": ("/search?q=ferry", page("<h1>Search</h1><p>Nothing in our pages matches your words.</p>")),
    "WordPress": ("/?s=ferry", page(f"<h1>Search Results for: ferry</h1>{cards(6)}")),
    "stated": ("/find/ferry", page(cards(6), data={"@type": "SearchResultsPage"})),
    "German": ("/suche/?suchbegriff=f&q=f", page(f"<h1>Suchergebnisse</h1>{cards(6)}", lang="de")),
    "Spanish": ("/buscar/ferry", page(f"<h1>Resultados de búsqueda: ferry</h1>{cards(6)}", lang="es")),
    "Japanese": ("/search/lamp", page(f"<h1>「灯台」の検索結果</h1>{cards(6)}", lang="ja")),
}
PLAYER = "<iframe src=https://www.youtube.com/embed/abc></iframe>"
MEDIA = {
    "video, typed": (
        Reason.VIDEO,
        "/v/1",
        page(
            f"<h1>A lamp</h1>{PLAYER}<p>{SENTENCES[0]}</p>", data={"@type": "VideoObject", "name": "A lamp"}
        ),
    ),
    "video, address": (
        Reason.VIDEO,
        "/video/a-lamp",
        page(f"<h1>A lamp</h1><video src=a.mp4></video><p>{SENTENCES[0]}"),
    ),
    "video, open graph": (
        Reason.VIDEO,
        "/watch?v=1",
        page(f"<h1>A lamp</h1><p>{SENTENCES[0]}", head="<meta property=og:type content=video.other>"),
    ),
    "podcast": (
        Reason.VIDEO,
        "/podcast/lamp-12",
        page(f"<h1>Lamp 12</h1><audio src=a.mp3></audio><p>{SENTENCES[0]}"),
    ),
    "gallery": (
        Reason.GALLERY,
        "/fotostrecke/lampen-12",
        page(
            "<h1>Lampen</h1>"
            + "".join(
                f"<figure><img src={n}.jpg><figcaption>Lampe {n}</figcaption></figure>" for n in range(9)
            )
        ),
    ),
    "gallery, typed": (
        Reason.GALLERY,
        "/lamps-of-the-coast",
        page(
            "<h1>Lamps</h1>"
            + "".join(f"<div><img src={n}.jpg><p>Lamp number {n} on its rock.</p></div>" for n in range(8)),
            data={"@type": "ImageGallery"},
        ),
    ),
}
NOT_FOUND = [
    ("Page not found", "The page you are looking for may have been moved."),
    ("404", "Something went wrong."),
    ("Error 404: Not Found", ""),
    (
        "Oops! That page can’t be found.",
        "It looks like nothing was found at this location. Maybe try a search?",
    ),
    ("Sorry, we couldn't find that page", "Try our home page."),
    ("Seite nicht gefunden", "Die gewünschte Seite gibt es nicht."),
    ("Fehler 404 – Seite nicht gefunden", ""),
    ("Page introuvable", "La page que vous cherchez n’existe pas."),
    ("Página no encontrada", "Lo sentimos."),
    ("Página não encontrada", ""),
    ("Pagina non trovata", ""),
    ("Pagina niet gevonden", ""),
    ("Sidan hittades inte", ""),
    ("Siden ble ikke funnet", ""),
    ("Sivua ei löytynyt", ""),
    ("Nie znaleziono strony", ""),
    ("Stránka nenalezena", ""),
    ("Az oldal nem található", ""),
    ("Pagina nu a fost găsită", ""),
    ("Stranica nije pronađena", ""),
    ("Страница не найдена", "Возможно, она была удалена."),
    ("Сторінку не знайдено", ""),
    ("Η σελίδα δεν βρέθηκε", ""),
    ("Sayfa bulunamadı", ""),
    ("Halaman tidak ditemukan", ""),
    ("Không tìm thấy trang", ""),
    ("الصفحة غير موجودة", ""),
    ("הדף לא נמצא", ""),
    ("पृष्ठ नहीं मिला", ""),
    ("ไม่พบหน้าที่คุณต้องการ", ""),
    ("找不到页面", ""),
    ("页面不存在", "您访问的页面不存在"),
    ("お探しのページは見つかりません", ""),
    ("페이지를 찾을 수 없습니다", ""),
]
REMOVED = [
    ("This article is no longer available", ""),
    ("Harbour Herald", "Sorry, this story has been removed at the request of the author."),
    ("Artikel nicht mehr verfügbar", "Dieser Artikel ist leider nicht mehr verfügbar."),
    ("Cet article n'est plus disponible", ""),
    ("El contenido ya no está disponible", ""),
    ("Esta notícia foi removida", ""),
    ("Questo articolo non è più disponibile", ""),
    ("Dit artikel is niet meer beschikbaar", ""),
    ("Artykuł został usunięty", ""),
    ("Статья удалена", "Материал больше не доступен."),
    ("Haber yayından kaldırılmıştır", ""),
    ("この記事は削除されました", ""),
    ("文章已被删除", ""),
    ("삭제된 기사입니다", ""),
    ("تم حذف الخبر", "هذا الخبر لم يعد متاحا"),
]
LOGINS = [
    "Log in",
    "Sign in to your account",
    "Anmelden",
    "Connexion",
    "Iniciar sesión",
    "Zaloguj się",
    "Вход",
    "登录",
    "ログイン",
    "تسجيل الدخول",
]
CONSENTS = {
    "Accept all": """We and our 812 partners store and access information on your device, such as cookies, and
    process personal data. You can give or withdraw your consent at any time.""",
    "Alle akzeptieren": """Wir und unsere Partner verwenden Cookies und verarbeiten personenbezogene Daten.
    Dafür brauchen wir Ihre Einwilligung, die Sie jederzeit widerrufen können.""",
    "Tout accepter": """Nous et nos partenaires utilisons des cookies et traitons des données personnelles.
    Votre consentement est nécessaire pour lire cette page.""",
    "Aceptar y continuar": "Nosotros y nuestros socios usamos cookies con su consentimiento.",
    "Accetta e continua": "Noi e i nostri partner utilizziamo cookie con il tuo consenso.",
    "Alles accepteren": "Wij en onze partners gebruiken cookies. Daarvoor vragen wij uw toestemming.",
    "Akceptuję": "My i nasi partnerzy używamy plików cookies. Prosimy o zgodę.",
    "Принять все": "Мы и партнёры используем файлы cookie с вашего согласия.",
    "同意する": "当サイトではクッキーを使用しています。個人データの利用に同意してください。",
}
CHECKS = [
    ("Just a moment...", "Verifying you are human. This may take a few seconds."),
    ("Attention Required! | Harbour", "Please complete the security check to access harbour.example."),
    ("Access Denied", "You don't have permission to access this page. Reference #18.2f"),
    ("Are you a robot?", "Please make sure your browser supports cookies."),
    (
        "Pardon Our Interruption",
        "As you were browsing something about your browser made us think you were a bot.",
    ),
    ("Einen Moment bitte", "Wir prüfen die Sicherheit Ihrer Verbindung."),
    ("Доступ ограничен", "Подтвердите, что вы не робот."),
    ("安全验证", "请完成验证后继续访问"),
]
SCRIPT = "<script src=/static/app.3f2.js></script>"
SHELLS = {
    "React": bare(
        f"<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>{SCRIPT}", "A"
    ),
    "Vue": bare(f"<div id=app></div>{SCRIPT}", "Harbour"),
    "Angular": bare(f"<app-root></app-root>{SCRIPT}", "Harbour"),
    "without a name": bare(f"<main class=flex></main><section></section>{SCRIPT}<script>push([1])</script>"),
    "says so": bare(f"<p>Please enable JavaScript in your browser to read this site.</p>{SCRIPT}", "Harbour"),
    "says so in German": bare("<p>Bitte aktivieren Sie JavaScript in Ihrem Browser.</p>", "Harbour"),
    "says so in French": bare("<p>Veuillez activer JavaScript dans votre navigateur pour continuer.</p>"),
    "says so in Russian": bare("<noscript>Включите JavaScript в браузере.</noscript><div id=main></div>"),
    "says so in Japanese": bare("<noscript>JavaScriptを有効にしてください。</noscript><div></div>"),
    "says so in Chinese": bare("<noscript>请启用JavaScript后继续浏览。</noscript><div></div>"),
}


def reason(html, path="/2024/05/some-page"):
    return read(html.encode(), SITE + path).reason


def ids(table):
    return [f"{n}-{row[0][:20]}" for n, row in enumerate(table)]


@pytest.mark.parametrize(("path", "html"), LISTS.values(), ids=LISTS)
def test_lists_are_hubs(path, html):
    assert reason(html, path) is Reason.NOT_AN_ARTICLE


@pytest.mark.parametrize(("path", "html"), SEARCHES.values(), ids=SEARCHES)
def test_searches_are_none(path, html):
    assert reason(html, path) is Reason.SEARCH_RESULTS


@pytest.mark.parametrize(("expected", "path", "html"), MEDIA.values(), ids=MEDIA)
def test_pictures_and_sound(expected, path, html):
    assert reason(html, path) is expected


@pytest.mark.parametrize(("heading", "text"), NOT_FOUND, ids=ids(NOT_FOUND))
def test_errors_in_good_answers(heading, text):
    assert reason(wall(heading, text)) is Reason.NOT_FOUND


@pytest.mark.parametrize("extra", [f"<h2>Most read</h2><ul>{headlines()}</ul>", cards(6), BANNER])
@pytest.mark.parametrize(("heading", "text"), NOT_FOUND[:6], ids=ids(NOT_FOUND[:6]))
def test_errors_with_stories_below(heading, text, extra):
    assert reason(wall(heading, text, extra)) is Reason.NOT_FOUND


@pytest.mark.parametrize(("heading", "text"), REMOVED, ids=ids(REMOVED))
@pytest.mark.parametrize("extra", ["", cards(6)])
def test_removed(heading, text, extra):
    assert reason(wall(heading, text, extra)) is Reason.REMOVED


@pytest.mark.parametrize("heading", LOGINS)
def test_logins(heading):
    assert reason(form(heading)) is Reason.LOGIN


def test_login_by_its_address():
    assert reason(form("Welcome back"), "/account/login") is Reason.LOGIN


@pytest.mark.parametrize(("button", "text"), CONSENTS.items(), ids=CONSENTS)
def test_consent_walls(button, text):
    assert reason(ask(text, button)) is Reason.CONSENT_WALL


@pytest.mark.parametrize(("heading", "text"), CHECKS, ids=ids(CHECKS))
def test_bot_checks(heading, text):
    assert reason(bare(f"<h1>{heading}</h1><p>{text}</p>", heading)) is Reason.BOT_CHECK


def test_a_bot_check_without_words():
    challenge = "<script src=https://ct.captcha-delivery.com/c.js></script>"
    assert reason(bare(f"<p>harbour.example</p>{challenge}", "harbour.example")) is Reason.BOT_CHECK


@pytest.mark.parametrize("html", SHELLS.values(), ids=SHELLS)
@pytest.mark.parametrize("path", ["/", "/2024/05/some-page"])
def test_shells(html, path):
    assert reason(html, path) is Reason.NEEDS_JAVASCRIPT


@pytest.mark.parametrize(
    "html",
    [
        page("<main><article></article></main>"),
        page(f"<main><article><h1>The ferry that came back</h1></article></main>{BANNER}"),
        page("<main><aside class=newsletter><p>Our best stories in your inbox every day.</p></aside></main>"),
        "<html><frameset><frame src=a></frameset></html>",
        "<html><body><iframe src=https://other.example/a></iframe></body></html>",
    ],
)
def test_empty_frames(html):
    assert reason(html) is Reason.NO_TEXT


HEAD = "<meta property=og:type content=article>"
LOGIN_FORM = "<form><h2>Log in</h2><input type=email><input type=password><button>Log in</button></form>"
NOSCRIPT = "<noscript>Please enable JavaScript to view the comments powered by Disqus.</noscript>"
ABOUT = {
    "cookies": (
        "A court decides what a cookie is",
        "The court said on Monday that sites need consent before they store cookies on a device.",
        "Privacy groups had gone to court over the tracking of readers by more than 800 partners.",
        "The publishers said that they would appeal, and that personal data was safe with them.",
    ),
    "errors": (
        "Page not found: why the web forgets",
        "Every fourth address that stood in a newspaper ten years ago leads nowhere today, a study found.",
        "This article is no longer available, say the pages that have a voice at all, and most have none.",
        "Libraries keep copies, but not of everything, and seldom of what nobody has asked for in time.",
    ),
    "scripts": (
        "JavaScript turns thirty",
        "It was made in ten days, as its inventor never tires of telling those who will listen to him.",
        "Today every browser runs it, and it is hard to find a page that works without JavaScript enabled.",
        "A museum in the harbour town shows the machine on which the first lines were written down.",
    ),
    "videos": ("A video of the lamp goes round", *SENTENCES[:4]),
    "search": ("Search for the captain goes on", *SENTENCES[:4]),
    "short": ("The ferry that came back", *SENTENCES[:2]),
}
PATHS = [
    "/2024/05/03/the-ferry-that-came-back",
    "/topic/boats/the-ferry-that-came-back-12345.html",
    "/archives/25621",
    "/video-of-the-lamp-goes-round-12345",
    "/news/2024/search-for-the-captain/index.html",
    "/artikel.php?id=12345",
]
AROUND = {
    "alone": "",
    "banner": BANNER,
    "form": LOGIN_FORM,
    "noscript": NOSCRIPT,
    "related": f"<section class=related><h2>Related</h2>{cards(3, 'div', 'h3')}</section>",
    "player": PLAYER,
    "all": BANNER
    + LOGIN_FORM
    + NOSCRIPT
    + PLAYER
    + f"<section class=related>{cards(4, 'div', 'h3')}</section>",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
@pytest.mark.parametrize("lines", ABOUT.values(), ids=ABOUT)
def test_articles_stay_articles(lines, around):
    title, *texts = lines
    body = f"<article><h1>{title}</h1>{''.join(f'<p>{text}</p>' for text in texts)}</article>{around}"
    claims = [(path, "", None) for path in (PATHS if not around else PATHS[:2])]
    for path, head, data in [*claims, (PATHS[0], HEAD, ARTICLE), (PATHS[1], HEAD, None)]:
        found = read(page(body, f"{title} | Harbour Herald", head, data).encode(), SITE + path)
        assert found.article is not None, (path, head, found.reason)
