"""The sign-in service of an authority, asked over HTTP (OpenID Connect Discovery 1.0)."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from records.errors import ProviderRefused, ProviderUnreachable

WAIT_S = 10.0
LARGEST = 1 << 20
"""Bytes of an answer at most: keys and tokens are a few thousand."""
REFUSALS = frozenset({400, 401, 403})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Provider:
    """Where a sign-in service listens."""

    issuer: str
    authorization: str
    token: str
    keys: str


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """An answer from elsewhere is no answer of the service that was asked."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""
        return


_opener = urllib.request.build_opener(_NoRedirects)


def discover(issuer: str) -> Provider:
    """The addresses the issuer publishes; raises ProviderUnreachable."""
    told = fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    try:
        found = Provider(
            str(told["issuer"]),
            str(told["authorization_endpoint"]),
            str(told["token_endpoint"]),
            str(told["jwks_uri"]),
        )
    except KeyError as error:
        raise ProviderUnreachable(issuer=issuer) from error
    if found.issuer.rstrip("/") != issuer.rstrip("/"):
        raise ProviderUnreachable(issuer=issuer)
    return found


def fetch(address: str) -> Mapping[str, Any]:
    """The JSON object at an address; raises ProviderUnreachable."""
    return _ask(urllib.request.Request(_safe(address)))  # noqa: S310 - _safe admits only http(s)


def redeem(
    provider: Provider, fields: Mapping[str, str], client: str, secret: str
) -> Mapping[str, Any]:
    """The token service's answer to a code, the client known by its secret.

    Raises ProviderRefused where it does not take the code, ProviderUnreachable.
    """
    asked = urllib.request.Request(_safe(provider.token), urlencode(fields).encode())  # noqa: S310
    known = base64.b64encode(f"{quote(client)}:{quote(secret)}".encode()).decode()
    asked.add_header("Authorization", f"Basic {known}")
    return _ask(asked)


def _safe(address: str) -> str:
    """The address, encrypted unless it is this very machine; raises ProviderUnreachable."""
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return address
    raise ProviderUnreachable(issuer=address)


def _ask(request: urllib.request.Request) -> Mapping[str, Any]:
    request.add_header("Accept", "application/json")
    try:
        with _opener.open(request, timeout=WAIT_S) as answer:
            said = json.loads(answer.read(LARGEST))
    except urllib.error.HTTPError as error:
        error.close()
        if error.code in REFUSALS:
            raise ProviderRefused() from error
        raise ProviderUnreachable(issuer=request.host) from error
    except (OSError, ValueError) as error:
        raise ProviderUnreachable(issuer=request.host) from error
    if not isinstance(said, dict):
        raise ProviderUnreachable(issuer=request.host)
    return said
