"""Users and their sessions; secrets come in hashed already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from archive.catalogue.tables import sessions, users
from records.errors import NameTaken
from records.keeping import Role, User


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with what a login is checked against."""

    user: User
    password: str
    wrong_passwords: int
    locked_until: datetime | None


def add(db: Connection, user: User, password: str, at: datetime) -> int:
    """Insert a user (its id is not looked at) and say the new id; raises NameTaken."""
    values = {
        "name": user.name,
        "role": user.role.value,
        "unit": user.unit,
        "cleared": user.cleared,
        "disabled": user.disabled,
        "until": user.until,
        "password": password,
        "wrong_passwords": 0,
        "made_at": at,
    }
    try:
        done = db.execute(insert(users).values(values).returning(users.c.id))
    except IntegrityError as error:
        raise NameTaken(name=user.name) from error
    return int(done.scalar_one())


def by_name(db: Connection, name: str) -> Credentials | None:
    """The user of that name, or None."""
    row = db.execute(select(users).where(users.c.name == name)).one_or_none()
    if row is None:
        return None
    cells = row._mapping
    return Credentials(
        _row_to_user(row), cells["password"], cells["wrong_passwords"], cells["locked_until"]
    )


def everyone(db: Connection) -> tuple[User, ...]:
    """All users by name."""
    return tuple(_row_to_user(row) for row in db.execute(select(users).order_by(users.c.name)))


def set_password(db: Connection, user: int, password: str) -> None:
    """Replace the password and end all the user's sessions."""
    _write(db, user, password=password, wrong_passwords=0, locked_until=None)
    db.execute(delete(sessions).where(sessions.c.user_id == user))


def rehash(db: Connection, user: int, password: str) -> None:
    """Replace the hash of the same password."""
    _write(db, user, password=password)


def note_login(db: Connection, user: int) -> None:
    """Forget earlier wrong passwords."""
    _write(db, user, wrong_passwords=0, locked_until=None)


def note_wrong_password(db: Connection, user: int, locked_until: datetime | None) -> None:
    """Count a wrong password; with a moment, lock the name until then and count anew."""
    counted = 0 if locked_until else users.c.wrong_passwords + 1
    _write(db, user, wrong_passwords=counted, locked_until=locked_until)


def set_disabled(db: Connection, user: int, *, disabled: bool) -> None:
    """Shut a user out, or let one in again; sessions end."""
    _write(db, user, disabled=disabled)
    db.execute(delete(sessions).where(sessions.c.user_id == user))


def change(db: Connection, user: User) -> None:
    """Replace role, unit, clearance and the end of access; sessions end."""
    _write(
        db,
        user.id,
        role=user.role.value,
        unit=user.unit,
        cleared=user.cleared,
        until=user.until,
    )
    db.execute(delete(sessions).where(sessions.c.user_id == user.id))


def open_session(
    db: Connection, token: str, user: int, now: datetime, expires_at: datetime
) -> None:
    """Insert a session under the hash of its token."""
    db.execute(
        insert(sessions).values(
            token=token, user_id=user, made_at=now, seen_at=now, expires_at=expires_at
        )
    )


def session(
    db: Connection, token: str, now: datetime, idle_since: datetime
) -> tuple[User, datetime, datetime] | None:
    """The living session's (user, seen at, expires at); None where ended, idle or shut out."""
    wanted = (
        select(users, sessions.c.seen_at, sessions.c.expires_at)
        .join(sessions, sessions.c.user_id == users.c.id)
        .where(
            sessions.c.token == token,
            sessions.c.expires_at > now,
            sessions.c.seen_at > idle_since,
            users.c.disabled.is_(False),
            or_(users.c.until.is_(None), users.c.until > now),
        )
    )
    row = db.execute(wanted).one_or_none()
    if row is None:
        return None
    return _row_to_user(row), row._mapping["seen_at"], row._mapping["expires_at"]


def touch_session(db: Connection, token: str, now: datetime) -> None:
    """Note a request of the session."""
    db.execute(update(sessions).where(sessions.c.token == token).values(seen_at=now))


def rename_session(db: Connection, token: str, fresh: str, now: datetime) -> None:
    """Put the session under another token."""
    db.execute(update(sessions).where(sessions.c.token == token).values(token=fresh, seen_at=now))


def end_session(db: Connection, token: str) -> None:
    """Remove the session."""
    db.execute(delete(sessions).where(sessions.c.token == token))


def end_stale_sessions(db: Connection, now: datetime, idle_since: datetime) -> None:
    """Remove sessions nobody can use any more."""
    stale = or_(sessions.c.expires_at <= now, sessions.c.seen_at <= idle_since)
    db.execute(delete(sessions).where(stale))


def _write(db: Connection, user: int, **values: object) -> None:
    db.execute(update(users).where(users.c.id == user).values(values))


def _row_to_user(row: Row[tuple[object, ...]]) -> User:
    cells = row._mapping
    return User(
        id=cells["id"],
        name=cells["name"],
        role=Role(cells["role"]),
        unit=cells["unit"],
        cleared=cells["cleared"],
        disabled=cells["disabled"],
        until=cells["until"],
    )
