"""People: their logins, sessions and lockout."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from archive.catalogue import audit, fingerprints, people
from archive.catalogue.people import Credentials
from archive.desk import keys
from records.errors import (
    BerkasError,
    CodeNeeded,
    LockedOut,
    LoginRefused,
    NotFound,
    PasswordWrong,
)
from records.keeping import Role, User
from service.access.codes import step_of
from service.access.names import LONGEST_NAME, REFUSED, locks_unknown, require_usable
from service.access.passwords import fits, hasher_of, nobodys_password, require_strong
from service.wiring import Services

TOKEN_BYTES = 32
TOUCH_EVERY = timedelta(minutes=1)
"""A session's last sign of life is written down no oftener: idle limits count in minutes."""


@dataclass(frozen=True, slots=True)
class Login:
    """A fresh session: `token` goes into the cookie and is never stored by us."""

    token: str
    user: User
    expires_at: datetime


def add(
    name: str,
    password: str,
    role: Role,
    services: Services,
    *,
    unit: str = "",
    cleared: bool | None = None,
    until: datetime | None = None,
    by: str = "cli",
) -> User:
    """Make a user; `unit` is a path code, empty for all; at `until` the access ends.

    `cleared` for secret papers: unit heads are unless told otherwise, nobody else is. Raises
    NameUnusable, NameTaken, PasswordTooWeak, PasswordGuessable.
    """
    require_usable(name, everyone(services))
    require_strong(password, name, services.settings.access)
    may_see = role is Role.HEAD if cleared is None else cleared
    user = User(0, name, role, unit, may_see, until=until)
    now = services.clock()
    with services.catalogue.begin() as db:
        user = replace(
            user, id=people.add(db, user, hasher_of(services.settings.access).hash(password), now)
        )
        facts = _facts(user) | _books(db)
        audit.write(db, now, by, "add-user", name, facts)
    return user


def set_password(name: str, password: str, services: Services, *, by: str = "cli") -> None:
    """Replace a password and end the person's sessions; raises NotFound, PasswordTooWeak.

    One given by somebody else may mean a break-in: the person's tokens end as well.
    """
    require_strong(password, name, services.settings.access)
    hashed = hasher_of(services.settings.access).hash(password)
    with services.catalogue.begin() as db:
        user = _known(people.by_name(db, name), name).user
        people.set_password(db, user.id, hashed)
        if by != name:
            keys.remove_tokens(db, user.id)
        audit.write(db, services.clock(), by, "set-password", name, _books(db))


def set_disabled(name: str, services: Services, *, disabled: bool, by: str = "cli") -> None:
    """Shut a person out, or let them in again; raises NotFound."""
    with services.catalogue.begin() as db:
        user = _known(people.by_name(db, name), name).user
        people.set_disabled(db, user.id, disabled=disabled)
        deed = "disable-user" if disabled else "enable-user"
        audit.write(db, services.clock(), by, deed, name, _books(db))


def change(wanted: User, services: Services, *, by: str) -> None:
    """Give the person of that name the role, unit, clearance and end of access of `wanted`.

    Sessions end. Raises NotFound.
    """
    with services.catalogue.begin() as db:
        known = _known(people.by_name(db, wanted.name), wanted.name).user
        people.change(db, replace(wanted, id=known.id))
        facts = _facts(wanted) | _books(db)
        audit.write(db, services.clock(), by, "change-user", wanted.name, facts)


def _facts(user: User) -> dict[str, object]:
    until = user.until.isoformat() if user.until else None
    return {
        "role": user.role.value,
        "unit": user.unit,
        "cleared": user.cleared,
        "until": until,
    }


def everyone(services: Services) -> tuple[User, ...]:
    """All users by name."""
    with services.catalogue.read() as db:
        return people.everyone(db)


def log_in(name: str, password: str, services: Services, code: str = "") -> Login:
    """Open a session; raises LoginRefused, or LockedOut after too many wrong passwords in a row.

    Raises CodeNeeded where the person has a second factor and the code is not its; a wrong code
    counts as a wrong password.
    """
    with services.catalogue.read() as db:
        found = people.by_name(db, name)
    now = services.clock()
    if _is_locked(found, name, now, services):
        raise LockedOut(minutes=services.settings.access.lockout_minutes)
    # Outside any transaction: checking takes a tenth of a second on purpose. An unknown name
    # costs the same, or the clock would tell who exists.
    hasher = hasher_of(services.settings.access)
    is_right = fits(hasher, found.password if found else nobodys_password(hasher), password)
    if found is None or not is_right or is_out(found.user, now):
        _note_wrong(found, name, services)
        raise LoginRefused()
    step = _step(found, code, services)
    return _open(found, password, services, step)


def _is_locked(found: Credentials | None, name: str, now: datetime, services: Services) -> bool:
    if found is None:
        return locks_unknown(name, now, services)
    return found.locked_until is not None and found.locked_until > now


def is_out(user: User, now: datetime) -> bool:
    """Whether the person is shut out, or the access has ended."""
    return user.disabled or (user.until is not None and user.until <= now)


def renew(user: User, present: str, fresh: str, services: Services) -> Login:
    """Replace one's own password, the present one given, and stay logged in under a new session.

    Raises LoginRefused, LockedOut, PasswordTooWeak.
    """
    _check(user, present, services, LoginRefused())
    set_password(user.name, fresh, services, by=user.name)
    with services.catalogue.read() as db:
        again = _known(people.by_name(db, user.name), user.name)
    return _open(again, fresh, services, None)


def reaffirm(user: User, present: str, services: Services) -> None:
    """Pass where the person gives the present password once more, as grave deeds want it.

    A wrong one counts as at the login. Raises PasswordWrong, LockedOut.
    """
    _check(user, present, services, PasswordWrong())


def _check(user: User, present: str, services: Services, wrong: BerkasError) -> None:
    with services.catalogue.read() as db:
        found = people.by_name(db, user.name)
    if found is None or (found.locked_until and found.locked_until > services.clock()):
        raise LockedOut(minutes=services.settings.access.lockout_minutes)
    if not fits(hasher_of(services.settings.access), found.password, present):
        _note_wrong(found, user.name, services)
        raise wrong


def _step(found: Credentials, code: str, services: Services) -> int | None:
    """The time step of the person's code; None where none is asked for."""
    with services.catalogue.read() as db:
        factor = keys.second_factor(db, found.user.id)
    if factor is None or not factor.is_on:
        return None
    step = step_of(factor.secret, code, services.clock())
    if step is None:
        if code:
            _note_wrong(found, found.user.name, services)
        raise CodeNeeded()
    return step


def session_user(token: str, services: Services, *, touch: bool = True) -> User | None:
    """Whose session it is; None where it never was, has ended, idled out or expired.

    Without `touch` the look is no sign of life: what a page does by itself keeps nobody logged in.
    """
    found = _session(token, services, touch=touch)
    return None if found is None else found[0]


def rotate(token: str, services: Services) -> Login | None:
    """The same session under a new token, the old one dead; None where there is none."""
    found = _session(token, services)
    if found is None:
        return None
    user, expires_at = found
    fresh = secrets.token_urlsafe(TOKEN_BYTES)
    with services.catalogue.begin() as db:
        people.rename_session(db, _hashed(token), _hashed(fresh), services.clock())
    return Login(fresh, user, expires_at)


def log_out(token: str, services: Services) -> None:
    """End the session; nothing happens where there is none."""
    with services.catalogue.begin() as db:
        people.end_session(db, _hashed(token))


def csrf_token(token: str) -> str:
    """The token forms carry: derived from the session's, useless without it."""
    return hashlib.sha256(f"csrf:{token}".encode()).hexdigest()


def _session(token: str, services: Services, *, touch: bool = True) -> tuple[User, datetime] | None:
    now = services.clock()
    idle = timedelta(minutes=services.settings.access.idle_minutes)
    with services.catalogue.read() as db:
        found = people.session(db, _hashed(token), now, now - idle)
    if found is None:
        return None
    user, seen_at, expires_at = found
    if touch and now - seen_at >= min(TOUCH_EVERY, idle / 2):
        with services.catalogue.begin() as db:
            people.touch_session(db, _hashed(token), now)
    return user, expires_at


def _open(found: Credentials, password: str, services: Services, step: int | None) -> Login:
    user, hasher = found.user, hasher_of(services.settings.access)
    if hasher.check_needs_rehash(found.password):
        hashed, now = hasher.hash(password), services.clock()
        with services.catalogue.begin() as db:
            people.rehash(db, user.id, hashed)
            audit.write(db, now, user.name, "rehash-password", user.name, _books(db))
    return open_session(user, services, step=step)


def open_session(
    user: User, services: Services, *, step: int | None = None, via: str = ""
) -> Login:
    """Open a session for a person already known; `step` is the second factor's, used once.

    `via` names the sign-in service that vouched. Raises CodeNeeded where the step was used.
    """
    access, now = services.settings.access, services.clock()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = now + timedelta(hours=access.session_hours)
    with services.catalogue.begin() as db:
        if step is not None and not keys.use_step(db, user.id, step):
            raise CodeNeeded()
        people.note_login(db, user.id)
        people.end_stale_sessions(db, now, now - timedelta(minutes=access.idle_minutes))
        people.open_session(db, _hashed(token), user.id, now, expires_at)
        audit.write(db, now, user.name, "log-in", user.name, {"via": via} if via else None)
    return Login(token, user, expires_at)


def _books(db: Connection) -> dict[str, dict[str, str]]:
    """The digest of all users as they stand now, for the trail."""
    return fingerprints.told(db, "users")


def _note_wrong(found: Credentials | None, name: str, services: Services) -> None:
    access, now = services.settings.access, services.clock()
    with services.catalogue.begin() as db:
        if found is not None:
            is_last = found.wrong_passwords + 1 >= access.lockout_after
            until = now + timedelta(minutes=access.lockout_minutes) if is_last else None
            people.note_wrong_password(db, found.user.id, until)
        audit.write(db, now, "", REFUSED, name[:LONGEST_NAME])


def _known(found: Credentials | None, name: str) -> Credentials:
    if found is None:
        raise NotFound(what=name)
    return found


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
