"""What tag, class and id of an element say about the links inside it."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from string import ascii_lowercase

from ..answers import Answers
from .headings import Stance
from .names import Names


class Mark(Enum):
    """What marks say of the links inside."""

    RELATED = "related"
    NEXT = "next"
    OTHER = "other"
    """A list of another sort."""
    SITEWIDE = "sitewide"
    """Called related, but also latest, popular or featured: the same on every page."""
    LABEL = "label"
    """A tag, section, author or share link, as on cards."""
    AD = "ad"

    def __init__(self, slug: str) -> None:
        """Note what a heading with this meaning would say."""
        self.stance = {"related": Stance.RELATED, "next": Stance.NEXT}.get(slug, Stance.OTHER)


# An underscore stands for a space or nothing: `read_more` is found in read-more and readMore as
# well as in readmore.
AD = """(?:related|similar|recommended)_products? product_recommendations? (?:up|cross)_?sells? taboola
    outbrain plista mgid revcontent engageya dable ligatus zergnet adsense adsbygoogle advert
    advertisement advertorial advertising sponsor sponsored werbung anzeige publicidad
    promoted_(?:content|links?|posts?|stories|story) publicite dfp gpt
    affiliates?"""
NEXT = """(?:prev|previous|next|older|newer)_(?:and_|or_)?(?:next_|prev_)?(?:post|article|story|entry)s?
    post_(?:nav|navigation|pagination) (?:nav|article|story|entry|post)_(?:next|prev|previous)
    single_nav pager_(?:newer|older)"""
RELATED = """relate relateds? ralated relations? recirc recirculation recommend(?:ed|s|er|ations?)?
    recomendad[ao]s? relacionad[ao]s? correlat[aeio] similar similaires? verwandte? empfehlung(?:en)?
    aehnliche gerelateerd polecane powiazane you_(?:may|might) may_like read_(?:more|also|next|on)
    more_(?:on|about|like|by|stories|reading) also_(?:read|like|see) see_also next_read
    further_reading inline_(?:stories|story|articles?) keep_reading up_next lire_aussi a_lire
    leer_mas lea_tambien leia_mais leia_tambem veja_tambem leggi_anche lees_ook mehr_zum
    lesen_sie_auch weiter_lesen meme_sujet baca_juga time_series same_(?:topic|author|series)
    in_this_series series_(?:nav|list|posts) articles?_(?:to|on|about)_topic zum_thema know_more
    yarpp jp_relatedposts rp(?:4)?_?wp wp_rp crp contextly related(?:posts?|articles?|news|stories|content)
    verwandt(?:es)? zum_weiterlesen weiterlesen auch_interessant connexes? sur_le_meme aussi_lire voir_aussi
    similares te_puede_interesar puede_interesar leer_tambien lee_tambien ver_tambien saber_mas
    saiba_mais veja_mais mais_sobre potrebbe_interessarti approfondimenti gerelateerde lees_verder verwant
    las_(?:ocksa|aven) les_ogsa laes_ogsa relatert(?:e)? relaterad(?:e|t)? liknande lignende lue_myos aiheesta
    podobne powiazan[ey] polecan[ey] czytaj_(?:tez|takze|wiecej) zobacz_(?:tez|takze) warto_przeczytac
    souvisejici cteme_dal viz_take suvisiace kapcsolodo hasonlo povezan[oi] slicn[oi] pohozhie podobnye
    po_teme chitayte_takzhe benzer ilgili terkait artikel_terkait lien_quan tin_lien_quan kanren xiangguan"""
LABEL = """tags? tagged tag_list tag_cloud topics? keywords? subjects? categor(?:y|ies) cat_links kickers?
    eyebrows? section_(?:label|name|link) rubrics? authors? by_?lines? bio shar(?:e|es|ing) social
    bookmark print breadcrumbs? hashtags? auteurs? autor(?:es?|en)? schlagworte? etiquetas? temas
    themen"""
OTHER = """wpp popular_posts comments? disqus newsletter subscribe login paywall nav navbar navi
    navigation menus? mega_menu footer masthead top_bar toolbar site_map
    (?:most|mas|top)_(?:read|viewed|popular|shared|commented) mas_(?:leid|vist)[ao]s? meist_gelesen
    popular trending trends? hot rank(?:ed|ing)?s? latest lastest recent newest news_?ticker ticker
    breaking headlines live poll survey jobs? careers weather gallery galleries slideshow events?
    calendar pagination pager page_numbers archives? blog_?roll games? quiz ads? shop shopping store
    cookies? consent modal popup search"""
SITEWIDE = """home front_page portada featured latest popular trending most_(?:read|viewed) top_stories
    navigation menus? context_nav
    (?:latest|newest|recent|popular|trending)(?:articles?|lists?|news|posts?|stories)"""


ORDER = (Mark.AD, Mark.NEXT, Mark.RELATED, Mark.LABEL, Mark.OTHER)
NAMES = Names(AD, NEXT, RELATED, LABEL, OTHER)
EVERYWHERE = Names(SITEWIDE)
CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A space for all that is no small letter.
LETTERS = bytes(code if chr(code) in ascii_lowercase else ord(" ") for code in range(0x100))
# WordPress lists a post's own categories and tags among the classes of its card.
POST_CLASS = re.compile(r"\b(?:category|tag|author|format|type|status|topic|section)-\S+")
NAVIGATION = frozenset({"nav", "footer"})


@lru_cache(maxsize=16_384)  # the names of a hundred designs
def mark(classes: str, name: str = "") -> Mark | None:
    """Return what class and id say; None if nothing."""
    if "type-" in classes or "hentry" in classes:
        classes = POST_CLASS.sub("", classes)
    line = f"{classes} {name}" if name else classes
    if not line.islower():
        line = CAMEL.sub(" ", line).lower()
    words = line.encode("utf-8", "surrogatepass").translate(LETTERS).decode().split()
    rank = NAMES.rank(words)
    if rank is None:
        return None
    answer = ORDER[rank]
    sitewide = answer is Mark.RELATED and EVERYWHERE.rank(words) is not None
    return Mark.SITEWIDE if sitewide else answer


# The same for classes alone, which most elements have that have any names.
MARKS: Answers[str, Mark | None] = Answers(mark.__wrapped__, 16_384)


def mark_of_tag(tag: str, role: str | None) -> Mark | None:
    """Return what tag and role of an element say, for one whose class and id say nothing."""
    return Mark.OTHER if role == "navigation" or tag in NAVIGATION else None
