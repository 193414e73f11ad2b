"""People: their passwords (argon2), logins, sessions and lockout."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from records.keeping import Role, User

if TYPE_CHECKING:
    from service.wiring import Services


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
    cleared: bool = False,
    by: str = "cli",
) -> User:
    """Make a user; `unit` is a path code, empty for all. Raises NameTaken, PasswordTooWeak."""
    raise NotImplementedError


def set_password(name: str, password: str, services: Services, *, by: str = "cli") -> None:
    """Replace a password and end the person's sessions; raises NotFound, PasswordTooWeak."""
    raise NotImplementedError


def everyone(services: Services) -> tuple[User, ...]:
    """All users by name."""
    raise NotImplementedError


def log_in(name: str, password: str, services: Services) -> Login:
    """Open a session; raises LoginRefused, or LockedOut after too many wrong passwords in a row."""
    raise NotImplementedError


def session_user(token: str, services: Services) -> User | None:
    """Whose session it is; None where it never was, has ended, idled out or expired."""
    raise NotImplementedError


def rotate(token: str, services: Services) -> Login | None:
    """The same session under a new token, the old one dead; None where there is none."""
    raise NotImplementedError


def log_out(token: str, services: Services) -> None:
    """End the session; nothing happens where there is none."""
    raise NotImplementedError


def csrf_token(token: str) -> str:
    """The token forms carry: derived from the session's, useless without it."""
    raise NotImplementedError
