"""What a person shows besides a password: tokens of programs, and the second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select, update

from archive.catalogue.tables import users
from archive.desk.tables import api_tokens, identities, second_factors


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A program's token, known by the hash of what the program shows."""

    token: str
    name: str
    scopes: frozenset[str]
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A shared secret, and the last time step it was used for."""

    secret: str
    is_on: bool
    last_step: int


def put_token(db: Connection, user: int, row: TokenRow) -> None:
    """Insert the token."""
    values = {
        "token": row.token,
        "user_id": user,
        "name": row.name,
        "scopes": " ".join(sorted(row.scopes)),
        "made_at": row.made_at,
        "expires_at": row.expires_at,
    }
    db.execute(insert(api_tokens).values(values))


def tokens_of(db: Connection, user: int) -> tuple[TokenRow, ...]:
    """The person's tokens, newest first."""
    mine = select(api_tokens).where(api_tokens.c.user_id == user)
    rows = db.execute(mine.order_by(api_tokens.c.made_at.desc()))
    return tuple(
        TokenRow(r.token, r.name, frozenset(r.scopes.split()), r.made_at, r.expires_at)
        for r in rows
    )


def token_holder(db: Connection, token: str, now: datetime) -> tuple[str, frozenset[str]] | None:
    """(user's name, scopes) of a living token; None for any other, and for the disabled."""
    wanted = (
        select(users.c.name, api_tokens.c.scopes)
        .join(api_tokens, api_tokens.c.user_id == users.c.id)
        .where(
            api_tokens.c.token == token,
            api_tokens.c.expires_at > now,
            users.c.disabled.is_(False),
            or_(users.c.until.is_(None), users.c.until > now),
        )
    )
    row = db.execute(wanted).one_or_none()
    return None if row is None else (row.name, frozenset(row.scopes.split()))


def remove_token(db: Connection, user: int, token: str) -> None:
    """End the person's token."""
    db.execute(delete(api_tokens).where(api_tokens.c.user_id == user, api_tokens.c.token == token))


def remove_tokens(db: Connection, user: int) -> None:
    """End all of the person's tokens."""
    db.execute(delete(api_tokens).where(api_tokens.c.user_id == user))


def linked_user(db: Connection, issuer: str, subject: str) -> str | None:
    """The name of the user whom a sign-in service knows by the subject; None for nobody."""
    wanted = (
        select(users.c.name)
        .join(identities, identities.c.user_id == users.c.id)
        .where(identities.c.issuer == issuer, identities.c.subject == subject)
    )
    name = db.execute(wanted).scalar_one_or_none()
    return None if name is None else str(name)


def has_identity(db: Connection, issuer: str, user: int) -> bool:
    """Whether a sign-in service knows the user already, by whatever subject."""
    wanted = select(identities.c.subject).where(
        identities.c.issuer == issuer, identities.c.user_id == user
    )
    return db.execute(wanted).first() is not None


def link(db: Connection, issuer: str, subject: str, user: int) -> None:
    """Note that the service's subject is the user."""
    db.execute(insert(identities).values(issuer=issuer, subject=subject, user_id=user))


def second_factor(db: Connection, user: int) -> SecondFactor | None:
    """The person's second factor, on or being set up; None where there is none."""
    wanted = select(second_factors).where(second_factors.c.user_id == user)
    row = db.execute(wanted).one_or_none()
    return None if row is None else SecondFactor(row.secret, row.is_on, row.last_step)


def put_second_factor(db: Connection, user: int, factor: SecondFactor) -> None:
    """Put the factor in the place of an earlier one."""
    remove_second_factor(db, user)
    values = {"secret": factor.secret, "is_on": factor.is_on, "last_step": factor.last_step}
    db.execute(insert(second_factors).values(user_id=user, **values))


def use_step(db: Connection, user: int, step: int) -> bool:
    """Note that the step's code was used; False where it, or a later one, was already."""
    done = db.execute(
        update(second_factors)
        .where(second_factors.c.user_id == user, second_factors.c.last_step < step)
        .values(last_step=step)
    )
    return done.rowcount == 1


def remove_second_factor(db: Connection, user: int) -> None:
    """Forget the factor."""
    db.execute(delete(second_factors).where(second_factors.c.user_id == user))
