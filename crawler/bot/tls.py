"""Certificates are checked, and what is wrong with one is said.

Scrapy checks none by default. With its own switch for it, it reads all certificates of the system
for each connection (some 30 ms), and says "certificate verify failed" whatever the trouble is.
"""

from __future__ import annotations

import ssl
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

import certifi
from OpenSSL import SSL
from service_identity import VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet._sslverify import ClientTLSOptions, IOpenSSLTrustRoot
from twisted.internet.ssl import CertificateOptions
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# By OpenSSL's numbers (x509_vfy.h): what goes wrong in practice.
TROUBLES = {
    9: "is not valid yet",
    10: "has expired",
    18: "is self-signed",
    19: "comes from an authority that is not trusted",
    20: "comes from an authority that is not trusted, or one in between is missing",
    21: "comes without those in between",
    23: "was revoked",
    66: "has a key that is too short",
    67: "comes from an authority with a key that is too short",
}


class CertificateError(Exception):
    """A certificate that proves nothing."""


@implementer(IOpenSSLTrustRoot)
class Authorities:
    """Those that the system trusts (SSL_CERT_FILE and SSL_CERT_DIR name others); Mozilla's if it has none."""

    def _addCACertsToContext(self, context: SSL.Context) -> None:  # noqa: N802  (Twisted's interface)
        paths = ssl.get_default_verify_paths()
        folder = paths.capath if paths.capath and any(Path(paths.capath).iterdir()) else None
        context.load_verify_locations(paths.cafile or (None if folder else certifi.where()), folder)


@implementer(IPolicyForHTTPS)
class Verified:
    """What Twisted's agent asks for how to talk to a host: one context for all, made at the first."""

    def __init__(self) -> None:
        """Trust whom the system trusts."""
        authorities: Any = Authorities()  # zope's interfaces are no types
        self.options = CertificateOptions(trustRoot=authorities)

    def creatorForNetloc(self, hostname: bytes, port: int) -> VerifiedHost:  # noqa: ARG002, N802  (Twisted's)
        """Return what makes connections to a host."""
        return VerifiedHost(self.options.clientConnectionForTLS, hostname.decode("ascii"))


class VerifiedHost(ClientTLSOptions):
    """Twisted's connections, with our own check.

    Twisted's takes a certificate that names no host at all for any host's: what it did not expect it logs.
    """

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N802, N803  (Twisted's names)
        """Create a connection."""
        connection = super().clientConnectionForTLS(tlsProtocol)
        identity = DNS_ID if self._hostnameIsDnsName else IPAddress_ID
        mode = SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT
        connection.set_verify(mode, checking(weakref.ref(tlsProtocol), identity(self._hostnameASCII)))
        return connection


def trouble_with_certificate(causes: Iterable[BaseException]) -> str | None:
    """Say what is wrong with a certificate, if that is what a failure comes from."""
    for cause in causes:
        if isinstance(cause, CertificateError):
            return str(cause)
    return None


def failure(text: str) -> Failure:
    """Return an error as Twisted passes it on."""
    return Failure(CertificateError(text))  # type: ignore[no-untyped-call]


def checking(protocol: Callable[[], Any], identity: DNS_ID | IPAddress_ID) -> Callable[..., bool]:
    """Return what OpenSSL asks about each certificate of a chain: refuses, and says why."""

    def check(_: SSL.Connection, certificate: Any, error: int, depth: int, ok: int) -> bool:
        trouble = TROUBLES.get(error, f"does not hold (OpenSSL error {error})") if not ok else None
        if ok and depth == 0:
            trouble = trouble_with_names(certificate, identity)
        if trouble and (asking := protocol()) is not None:
            asking.failVerification(failure(f"the certificate {trouble}"))
        return trouble is None

    return check


def trouble_with_names(certificate: Any, identity: DNS_ID | IPAddress_ID) -> str | None:
    """Say why a certificate is not that of a host."""
    try:
        verify_service_identity(extract_patterns(certificate), [identity], [])
    except VerificationError:
        return "is for other hosts"
    except Exception:  # noqa: BLE001  (raised through OpenSSL it would be lost, and the certificate taken)
        return "names no host"
    return None
