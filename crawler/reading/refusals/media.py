"""Pages to look at or listen to: galleries, videos."""

from __future__ import annotations

import re

from ...reasons import Reason
from ..metadata.claims import has_type
from .candidate import Candidate

VIDEO_TYPE = re.compile(
    r"(?:VideoObject|AudioObject|PodcastEpisode|TVEpisode|RadioEpisode|Clip|BroadcastEvent)$"
)
GALLERY_TYPE = re.compile(r"(?:ImageGallery|MediaGallery)$")
VIDEO_PATH = re.compile(
    r"/(?:videos?|watch|v[ií]deos|vidéos?|mediathek|mediateca|wideo|videa|filmy|clips?|podcasts?|видео|відео|audio|listen"
    r"|player|reels?|shorts)(?:/|$)"
)
GALLERY_PATH = re.compile(
    r"/(?:(?:photo|image|picture|foto|bilder)?-?(?:galler(?:y|ies)|galeri[eaij]?s?|galería|galerias?|galerija|galleria|galerii)"
    r"|fotostrecken?|bilderstrecken?|diaporamas?|slideshows?|photos?|fotos?|pictures|in-pictures|bilder|images|zdjecia"
    r"|fotogaler\w+|фото|tupian|photo-essays?)(?:/|$)"
)
PLAYER = re.compile(
    r"youtube|youtu\.be|vimeo|dailymotion|brightcove|jwplayer|jwplatform|kaltura|rutube|vk\.com/video|ok\.ru/video"
    r"|players?\.|/player|embed|soundcloud|spotify|bilibili|tv\.naver|megaphone|podigee|acast",
    re.IGNORECASE,
)
# Bytes of text; descriptions of videos and galleries stay below, short news on the same
# subject have more. A page that claims to be an article is given less.
FEW, FEW_STATED = 600, 350
MOST_PLAYERS = 20
FEWEST_PICTURES = 4
MOST_FIGURES = 200


def medium(page: Candidate) -> Reason | None:
    """Say whether a page shows something rather than tells it."""
    if page.size > FEW or (page.is_stated and page.size > FEW_STATED):
        return None
    path = page.path.lower()
    if not page.is_stated and page.open_graph.startswith(("video", "music")):
        return Reason.VIDEO
    if is_of(page, VIDEO_TYPE) or VIDEO_PATH.search(path):
        return Reason.VIDEO if has_player(page) else None
    if is_of(page, GALLERY_TYPE) or GALLERY_PATH.search(path):
        return Reason.GALLERY if pictures(page) >= FEWEST_PICTURES else None
    return None


def is_of(page: Candidate, kind: re.Pattern[str]) -> bool:
    """Say whether the page claims to be of a kind, and no article."""
    return not page.claims.articles and any(has_type(node, kind) for node in page.claims.nodes)


def has_player(page: Candidate) -> bool:
    """Say whether something plays on the page."""
    if is_of(page, VIDEO_TYPE) or page.first("video", "audio", most=1):
        return True
    frames = page.first("iframe", "embed", "object", most=MOST_PLAYERS)
    return any(PLAYER.search(frame.get("src") or frame.get("data-src") or "") for frame in frames)


def pictures(page: Candidate) -> int:
    """Count pictures that lead nowhere else: those of other stories are links."""
    images = page.first("img", "picture", most=MOST_FIGURES)
    return sum(1 for image in images if image.tag == "img" and not leads_elsewhere(image, page.url))


def leads_elsewhere(image: object, url: str) -> bool:
    """Say whether a picture is a link to another page; one to a larger picture is none."""
    link = next(image.iterancestors("a"), None)  # type: ignore[attr-defined]  # lxml has no types
    href = (link.get("href") or "") if link is not None else ""
    return bool(href) and not re.search(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)|^#", href) and url not in href
