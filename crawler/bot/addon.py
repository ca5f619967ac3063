"""What we depend on in Scrapy, set at add-on priority, so that a user's `-s NAME=VALUE` wins."""

from __future__ import annotations

from typing import Any

from scrapy.settings import BaseSettings
from scrapy.settings.default_settings import DEFAULT_REQUEST_HEADERS

from ..contact import is_mail
from ..settings import Manners, Settings
from .decoding import Decoding
from .extensions import OnlyPages, Watch
from .first_bytes import FirstBytes
from .gate import Gate
from .pipelines import Save
from .robots import Robots

OFF = None


class CorpuscleAddon:
    """Sets the parts of Scrapy that are the same for every crawl."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set them; the values that people choose come from `chosen`."""
        for name, value in FIXED.items():
            settings.set(name, value, "addon")
        add = settings.setdefault_in_component_priority_dict
        add("DOWNLOADER_MIDDLEWARES", Gate, 50)
        add("DOWNLOADER_MIDDLEWARES", Robots, 100)
        add("DOWNLOADER_MIDDLEWARES", Decoding, 590)
        add("DOWNLOADER_MIDDLEWARES", FirstBytes, 595)
        add("ITEM_PIPELINES", Save, 800)
        add("EXTENSIONS", OnlyPages, 0)
        add("EXTENSIONS", Watch, 0)


FIXED: dict[str, Any] = {
    # politeness gates the claim: one request per host, so slots need no delay of their own
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    # 100 tasks per response by default; ours yields one item (4.5 → 2.6 ms CPU per page)
    "CONCURRENT_ITEMS": 1,
    # bodies waiting for a reader; the window bounds how many there are
    "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 100 << 20,
    # the frontier retries, redirects, filters and remembers
    "RETRY_ENABLED": False,
    "REDIRECT_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
    "ROBOTSTXT_OBEY": False,  # ours takes its place
    "HTTPERROR_ALLOW_ALL": True,
    "COOKIES_ENABLED": False,
    "REFERER_ENABLED": False,
    "COMPRESSION_ENABLED": False,  # ours takes its place
    # it would take proxies out of the environment, which resolve names past our guard; `proxy` is ours
    "HTTPPROXY_ENABLED": False,
    "DOWNLOAD_HANDLERS": {
        "http": f"{__package__}.handler.Handler",
        "https": f"{__package__}.handler.Handler",
        "data": OFF,
        "file": OFF,
        "ftp": OFF,
        "s3": OFF,
    },
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_WARNSIZE": 0,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,  # on by default: a local server that executes Python
    "LOGSTATS_INTERVAL": 0,
    "EXTENSIONS": {
        "scrapy.extensions.memusage.MemoryUsage": OFF,
        "scrapy.extensions.corestats.CoreStats": OFF,
        # not even loaded: it takes as long as ten pages, for aiohttp
        "scrapy.extensions.remote_control.RemoteControl": OFF,
    },
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.depth.DepthMiddleware": OFF,
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": OFF,
    },
    "DOWNLOADER_MIDDLEWARES": {"scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": OFF},
}


def chosen(settings: Settings) -> dict[str, Any]:
    """Return our own settings in Scrapy's names."""
    manners = settings.manners
    return {
        # here and not above: Scrapy makes the resolver before it asks add-ons
        "TWISTED_DNS_RESOLVER": f"{__package__}.resolver.GuardedResolver",
        # threads that look up names; a name server that doesn't answer holds one for half a minute
        "REACTOR_THREADPOOL_MAXSIZE": 40,
        "USER_AGENT": manners.user_agent,
        "CONCURRENT_REQUESTS": settings.crawl.parallel,
        "DOWNLOAD_TIMEOUT": manners.timeout,
        "DOWNLOAD_MAXSIZE": int(manners.max_megabytes * 2**20),
        "HOST_DELAY": manners.delay,
        "LONGEST_DELAY": manners.longest_delay,
        "HEADER_MAXSIZE": manners.max_header_kilobytes * 1024,
        "ALLOW_PRIVATE": manners.allow_private,
        "CONTACT": manners.contact,
        "PROXY": manners.proxy,
        "DEFAULT_REQUEST_HEADERS": request_headers(manners),
    }


def request_headers(manners: Manners) -> dict[str, str]:
    """Return what every request says: what Scrapy has it say, and whom to write to."""
    sender = {"From": manners.contact} if is_mail(manners.contact) else {}
    return {**DEFAULT_REQUEST_HEADERS, **sender}
