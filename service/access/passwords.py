"""Passwords: what one must be like, and how one is kept (argon2).

Length counts most; besides, none that is guessed first: the person's own name, a word everybody
takes with some digits behind it, a few characters over and over (NIST SP 800-63B, 5.1.1.2).
"""

from __future__ import annotations

import secrets
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from records.errors import PasswordGuessable, PasswordTooWeak

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from service.settings import AccessSettings

LEAST_DISTINCT = 5
"""Different characters a password has at least."""
LEAST_NAME = 4
"""Letters from which a person's name inside the password gives it away."""
UNMEMORABLE = "0123456789 .,!?@#$%^&*()-_=+"
"""What is put before and after a word to satisfy a rule."""


def require_strong(password: str, name: str, settings: AccessSettings) -> None:
    """Pass where the password may be the person's; raises PasswordTooWeak, PasswordGuessable."""
    if len(password) < settings.password_length:
        raise PasswordTooWeak(least=settings.password_length)
    folded = password.casefold()
    core = folded.strip(UNMEMORABLE)
    is_name = len(name) >= LEAST_NAME and name.casefold() in folded
    if is_name or len(set(folded)) < LEAST_DISTINCT or core in _common() or not core:
        raise PasswordGuessable()


@cache
def _common() -> frozenset[str]:
    text = (files("service.access") / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def hasher_of(settings: AccessSettings) -> PasswordHasher:
    """What hashes and checks, as costly as the settings say."""
    return _argon2(settings.password_rounds, settings.password_memory_kib)


def fits(hasher: PasswordHasher, hashed: str, password: str) -> bool:
    """Whether it is the password of the hash."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=4)
def _argon2(rounds: int, memory_kib: int) -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=rounds, memory_cost=memory_kib)


@lru_cache(maxsize=4)
def nobodys_password(hasher: PasswordHasher) -> str:
    """The hash of a password nobody has: an unknown name costs as much time as a known one."""
    return hasher.hash(secrets.token_urlsafe())
