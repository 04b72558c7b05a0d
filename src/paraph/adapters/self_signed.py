"""A key and a self-signed certificate for TLS. It counts because it was compared by telephone, not by who signed it."""

from datetime import timedelta

from paraph.adapters.clock import utc_now

_YEARS = 20


def new_tls_identity(name: str) -> tuple[str, str]:
    """Return (certificate, private key), both PEM: EC P-256, valid for twenty years from yesterday."""
    from cryptography import x509  # noqa: PLC0415  # start-up: only when keys are made
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415  # as above
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415  # as above

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = utc_now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode(), secret.decode()
