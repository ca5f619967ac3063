"""Certificates of a small authority, and servers that show them."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
KEY = ec.generate_private_key(ec.SECP256R1())  # making one takes longer than any of the tests


def certificate(
    name: str,
    *,
    issuer: str = "an authority",
    until: datetime = NOW + DAY,
    is_authority: bool = False,
    has_names: bool = True,
) -> x509.Certificate:
    """Make a certificate; all have one key, so what tells authorities apart is their names."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(KEY.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - 9 * DAY)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if has_names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return builder.sign(KEY, hashes.SHA256())


def server_context(folder: Path, shown: x509.Certificate) -> ssl.SSLContext:
    """Return what a server shows a certificate with."""
    path = folder / f"{shown.serial_number}.pem"
    plain = serialization.NoEncryption()
    key = KEY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(key + shown.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def trusted(folder: Path) -> dict[str, str]:
    """Return the environment of a program that trusts the authority, and no other."""
    path = folder / "trusted.pem"
    authority = certificate("an authority", is_authority=True)
    path.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    return {"SSL_CERT_FILE": str(path)}
