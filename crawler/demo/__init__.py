"""A small web of articles on loopback: the crawl's default, the tests' web."""

from .content import DemoArticle
from .demoweb import DemoWeb
from .server import Request

__all__ = ["DemoArticle", "DemoWeb", "Request"]
