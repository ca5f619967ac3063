"""Certificates, over real sockets: what is wrong with one is said, and nothing is read behind it."""

from __future__ import annotations

import pytest
from authority import DAY, NOW, certificate, server_context, trusted
from wildweb import HTML, Row, Server, crawl, page, serving, starts

CERTIFICATES = {
    "good": (certificate("localhost"), None, None),
    "expired": (certificate("localhost", until=NOW - DAY), "tls", "the certificate has expired"),
    "self-signed": (certificate("localhost", issuer="localhost"), "tls", "the certificate is self-signed"),
    "of another host": (certificate("b.localhost"), "tls", "the certificate is for other hosts"),
    "of nobody": (certificate("localhost", has_names=False), "tls", "the certificate names no host"),
    "of strangers": (
        certificate("localhost", issuer="a stranger"),
        "tls",
        "the certificate comes from an authority that is not trusted, or one in between is missing",
    ),
}


@pytest.fixture(scope="module")
def secured(tmp_path_factory) -> dict[str, Row]:
    """A crawl of servers with certificates, by a program that trusts one authority."""
    folder = tmp_path_factory.mktemp("secured")
    servers = {
        name: Server(page(HTML), server_context(folder, shown))
        for name, (shown, _, _) in CERTIFICATES.items()
    }
    servers["no TLS at all"] = Server(page(HTML))
    urls = {name: f"https://localhost:{server.port}/a" for name, server in servers.items()}
    with serving(*servers.values()):
        done = crawl(folder, *starts(*urls.values()), **trusted(folder))
    assert done.status == 0, done.said
    return {name: done.row(url) for name, url in urls.items()}


@pytest.mark.parametrize("name", CERTIFICATES)
def test_certificates_are_checked(secured, name):
    _, reason, detail = CERTIFICATES[name]
    assert secured[name].detail == detail
    assert secured[name].reason == reason


def test_a_server_without_tls_is_no_matter_of_certificates(secured):
    assert secured["no TLS at all"].reason == "robots-unreachable"
