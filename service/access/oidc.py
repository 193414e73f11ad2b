"""Logging in through an authority's sign-in service (OpenID Connect Core 1.0, code flow, PKCE).

Nobody gets in who is no user here: the service vouches for who somebody is, never for what they
may see. A user is known by name the first time and by the service's own subject from then on, so
a name given to somebody else later opens nothing.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from archive.catalogue import audit, people
from archive.desk import keys
from records.errors import LoginRefused, ProviderRefused, UserUnknownHere
from service import users
from service.access.provider import Provider, discover, fetch, redeem
from service.settings import OidcSettings
from service.wiring import Services

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
"""Signatures with the service's private key; none made with a shared secret, or none at all."""
LEEWAY_S = 60
"""Seconds by which its clock may differ from ours."""
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser keeps for us while it is away at the sign-in service."""

    state: str
    nonce: str
    verifier: str


def begin(back: str, services: Services) -> tuple[str, Errand]:
    """The address to send a browser to, and what it keeps; `back` is where it returns to.

    Raises ProviderUnreachable.
    """
    settings = _settings(services)
    errand = Errand(*(secrets.token_urlsafe(TOKEN_BYTES) for _ in range(3)))
    digest = hashlib.sha256(errand.verifier.encode()).digest()
    asked = {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": back,
        "scope": settings.scope,
        "state": errand.state,
        "nonce": errand.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return f"{discover(settings.issuer).authorization}?{urlencode(asked)}", errand


def finish(errand: Errand, state: str, code: str, back: str, services: Services) -> users.Login:
    """Open the session of whom the service vouches for.

    Raises ProviderRefused where its answer does not hold, UserUnknownHere, LoginRefused for a
    person shut out, ProviderUnreachable.
    """
    if not code or not secrets.compare_digest(errand.state.encode(), state.encode()):
        raise ProviderRefused()
    settings = _settings(services)
    provider = discover(settings.issuer)
    answer = redeem(
        provider,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": errand.verifier,
        },
        settings.client_id,
        settings.client_secret,
    )
    claims = _claims(str(answer.get("id_token", "")), errand, provider, settings)
    return _let_in(claims, provider.issuer, settings, services)


def _claims(
    token: str, errand: Errand, provider: Provider, settings: OidcSettings
) -> dict[str, Any]:
    """What the signed token says; raises ProviderRefused where anything about it is wrong."""
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    rules = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_S,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": settings.client_id},
        exp={"essential": True},
        sub={"essential": True},
        nonce={"essential": True, "value": errand.nonce},
    )
    try:
        published = KeySet.import_key_set({"keys": list(fetch(provider.keys).get("keys", []))})
        found = jwt.decode(token, published, algorithms=list(ALGORITHMS))
        rules.validate(found.claims)
    except (JoseError, ValueError, TypeError) as error:
        raise ProviderRefused() from error
    return dict(found.claims)


def _let_in(
    claims: dict[str, Any], issuer: str, settings: OidcSettings, services: Services
) -> users.Login:
    subject, name = str(claims["sub"]), str(claims.get(settings.name_claim, "")).strip()
    with services.catalogue.begin() as db:
        linked = keys.linked_user(db, issuer, subject)
        found = people.by_name(db, linked or name)
        if found is None or (linked is None and keys.has_identity(db, issuer, found.user.id)):
            audit.write(db, services.clock(), "", "refuse-log-in", name[:120], {"via": issuer})
        elif linked is None:
            keys.link(db, issuer, subject, found.user.id)
            audit.write(db, services.clock(), name, "link-identity", name, {"via": issuer})
            linked = name
    if found is None or linked is None:
        raise UserUnknownHere(name=name or subject)
    if users.is_out(found.user, services.clock()):
        raise LoginRefused()
    return users.open_session(found.user, services, via=issuer)


def _settings(services: Services) -> OidcSettings:
    settings = services.settings.oidc
    if not settings.is_on:
        raise ProviderRefused()
    return settings
