"""Addresses as indexes of web archives sort them: https://www.news.example/A?b=1 → example,news)/a?b=1."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

WWW = re.compile(r"^www\d*\.")
DEFAULT_PORTS = {"http": 80, "https": 443}


def surt(url: str) -> str:
    """Return the key of an address. Scheme, www, case and the order of parameters make no difference."""
    parts = urlsplit(url)
    name = WWW.sub("", parts.hostname or "")
    host = name if ":" in name or name.replace(".", "").isdigit() else ",".join(reversed(name.split(".")))
    port = "" if parts.port in (None, DEFAULT_PORTS.get(parts.scheme)) else f":{parts.port}"
    query = "&".join(sorted(parts.query.lower().split("&")))
    path = parts.path.lower()
    path = path.rstrip("/") or "/"
    return f"{host}{port}){path}{'?' + query if query else ''}"
