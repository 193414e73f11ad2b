"""Tokens of programs: they act as the person who made them, within scopes, for a while."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from archive.catalogue import audit, people
from archive.desk import keys
from archive.desk.keys import TokenRow
from records.keeping import User
from service.wiring import Services

SCOPES = ("read", "upload", "review")
MOST_DAYS = 366
PREFIX = "bks_"
TOKEN_BYTES = 32
LONGEST_NAME = 120


def make(user: User, name: str, scopes: frozenset[str], days: int, services: Services) -> str:
    """A fresh token, told this once; unknown scopes are left out."""
    token = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    now = services.clock()
    until = now + timedelta(days=max(1, min(days, MOST_DAYS)))
    row = TokenRow(
        hashed(token), name.strip()[:LONGEST_NAME], scopes & frozenset(SCOPES), now, until
    )
    with services.catalogue.begin() as db:
        keys.put_token(db, user.id, row)
        facts = {"name": row.name, "scopes": sorted(row.scopes), "until": until}
        audit.write(db, now, user.name, "make-token", user.name, facts)
    return token


def of(user: User, services: Services) -> tuple[TokenRow, ...]:
    """The person's tokens, newest first."""
    with services.catalogue.read() as db:
        return keys.tokens_of(db, user.id)


def end(user: User, token_hash: str, services: Services) -> None:
    """End one of the person's tokens."""
    with services.catalogue.begin() as db:
        keys.remove_token(db, user.id, token_hash)
        audit.write(db, services.clock(), user.name, "end-token", user.name)


def holder(token: str, services: Services) -> tuple[User, frozenset[str]] | None:
    """Whose token it is and what it may; None for an unknown or ended one."""
    with services.catalogue.read() as db:
        found = keys.token_holder(db, hashed(token), services.clock())
        known = people.by_name(db, found[0]) if found else None
    return None if found is None or known is None else (known.user, found[1])


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
