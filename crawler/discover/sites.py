"""A site as settings and seeds name it, and what it offers to machines at fixed places."""

from __future__ import annotations

from .. import urls


def origin(site: str) -> str | None:
    """Return scheme and host of a site, given as a host or as any address on it; None if it is neither."""
    text = site.strip()
    url = urls.clean(text if "://" in text else f"https://{text}")
    if url is None or " " in text or "." not in urls.host(url):
        return None
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
