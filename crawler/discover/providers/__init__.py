"""Who can be asked for addresses, one file each."""

from __future__ import annotations

from ..provider import Provider
from .bing_news import BingNews
from .common_crawl import CommonCrawl
from .feeds import Feeds
from .gdelt import Gdelt
from .google_news import GoogleNews
from .searxng import Searxng
from .sitemaps import Sitemaps
from .wayback import Wayback

ALL: tuple[Provider, ...] = (
    Feeds(), Sitemaps(), Gdelt(), GoogleNews(), BingNews(), Searxng(), Wayback(), CommonCrawl(),
)  # fmt: skip
PROVIDERS = {provider.name: provider for provider in ALL}
"""All that are asked over the network; `urls` is read where it stands, see `listed`."""
