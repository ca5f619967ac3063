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
from .headers import SameForAll
from .pipelines import Save
from .robots import Robots
from .stats import Stats

OFF = None
# Each with the setting that switches it on; OFF has no use here at all. Scrapy loads what it is told to
# leave out, too, with all that it needs: it must stand nowhere.
SWITCHES: dict[str, dict[str, str | None]] = {
    "DOWNLOADER_MIDDLEWARES": {
        "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": OFF,
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": "ROBOTSTXT_OBEY",
        "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": "HTTPAUTH_USER",
        "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": OFF,
        "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": OFF,  # ours takes its place
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": OFF,
        "scrapy.downloadermiddlewares.retry.RetryMiddleware": "RETRY_ENABLED",
        "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": "METAREFRESH_ENABLED",
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": "COMPRESSION_ENABLED",
        "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": "REDIRECT_ENABLED",
        "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": "COOKIES_ENABLED",
        "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": "HTTPPROXY_ENABLED",
        "scrapy.downloadermiddlewares.stats.DownloaderStats": "DOWNLOADER_STATS",
        "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": "HTTPCACHE_ENABLED",
    },
    # none of these has anything to do: our callbacks yield one Reading, and our handler keeps the time
    "SPIDER_MIDDLEWARES": {
        "scrapy.spidermiddlewares.start.StartSpiderMiddleware": OFF,
        "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": OFF,
        "scrapy.spidermiddlewares.referer.RefererMiddleware": "REFERER_ENABLED",
        "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": OFF,
        "scrapy.spidermiddlewares.depth.DepthMiddleware": OFF,
        "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": OFF,
    },
    "EXTENSIONS": {
        "scrapy.extensions.corestats.CoreStats": OFF,
        "scrapy.extensions.telnet.TelnetConsole": "TELNETCONSOLE_ENABLED",
        "scrapy.extensions.memusage.MemoryUsage": OFF,
        "scrapy.extensions.memdebug.MemoryDebugger": "MEMDEBUG_ENABLED",
        "scrapy.extensions.feedexport.FeedExporter": "FEEDS",
        "scrapy.extensions.logstats.LogStats": "LOGSTATS_INTERVAL",
        "scrapy.extensions.spiderstate.SpiderState": "JOBDIR",
        "scrapy.extensions.throttle.AutoThrottle": "AUTOTHROTTLE_ENABLED",
        "scrapy.extensions.remote_control.RemoteControl": OFF,
    },
}
"""Parts of Scrapy, and the settings that switch them on."""


class CorpuscleAddon:
    """Sets the parts of Scrapy that are the same for every crawl."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Set them; the values that people choose come from `chosen`."""
        for name, value in FIXED.items():
            settings.set(name, value, "addon")
        for kind, switches in SWITCHES.items():
            off = {part for part, name in switches.items() if not (name and is_on(settings, name))}
            base = settings.getdict(f"{kind}_BASE")
            settings.set(f"{kind}_BASE", {part: base[part] for part in base if part not in off}, "addon")
        add = settings.setdefault_in_component_priority_dict
        add("DOWNLOADER_MIDDLEWARES", Gate, 50)
        add("DOWNLOADER_MIDDLEWARES", Robots, 100)
        add("DOWNLOADER_MIDDLEWARES", SameForAll, 400)
        add("DOWNLOADER_MIDDLEWARES", Decoding, 590)
        add("DOWNLOADER_MIDDLEWARES", FirstBytes, 595)
        add("ITEM_PIPELINES", Save, 800)
        add("EXTENSIONS", OnlyPages, 0)
        add("EXTENSIONS", Watch, 0)


def is_on(settings: BaseSettings, name: str) -> bool:
    """Say whether the value of a setting switches something on; people write such values in several ways."""
    return str(settings.get(name)).lower() not in {"none", "", "0", "false", "{}"}


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
    # what was claimed first is asked first; the queue by default has one for each host, made and thrown away
    "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.ScrapyPriorityQueue",
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
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
    "DOWNLOADER_STATS": False,  # writes each request and answer out to count its bytes
    "STATS_CLASS": Stats,
    "WARN_ON_GENERATOR_RETURN_VALUE": False,  # ours have none
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
