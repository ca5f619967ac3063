"""The setting `proxy`: what is one, and that its password is not shown."""

from __future__ import annotations

import pytest

from crawler.bot.proxy import Proxy
from crawler.settings import SettingsError


@pytest.mark.parametrize(
    ("text", "url", "authorization"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128", None),
        ("http://proxy.example/", "http://proxy.example:80", None),
        ("http://[::1]:8080", "http://[::1]:8080", None),
        ("http://me:p%40ss@proxy.example", "http://proxy.example:80", "Basic bWU6cEBzcw=="),
    ],
)
def test_a_proxy(text, url, authorization):
    proxy = Proxy.parse(text)
    assert (proxy.url, proxy.authorization) == (url, authorization)
    assert "cEBzcw" not in repr(proxy)


@pytest.mark.parametrize(
    "text",
    ["proxy.example:3128", "https://proxy.example", "socks5://a", "http://", "http://a:b", "http://a/b?c"],
)
def test_a_proxy_that_is_none(text):
    assert Proxy.parse("") is None
    with pytest.raises(SettingsError, match="proxy must be like"):
        Proxy.parse(text)
