"""The second factor: six digits of the moment from a shared secret (RFC 6238), each used once."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from archive.catalogue import audit, people
from archive.desk import keys
from archive.desk.keys import SecondFactor
from records.errors import CodeNeeded, NotFound
from records.keeping import User
from service.wiring import Services

SECRET_BYTES = 20
STEP_S = 30
DIGITS = 6
DRIFT = 1
"""Steps by which a phone's clock may differ."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a phone is given: the secret in Base32, and the address its camera reads."""

    secret: str
    address: str


def begin(user: User, services: Services) -> Setup:
    """A fresh secret, in force once a code of it has been shown; an earlier one not yet so ends."""
    secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    with services.catalogue.begin() as db:
        present = keys.second_factor(db, user.id)
        if present is None or not present.is_on:
            keys.put_second_factor(db, user.id, SecondFactor(secret, is_on=False, last_step=0))
        else:
            secret = ""
    label = quote(f"berkas:{user.name}")
    return Setup(secret, f"otpauth://totp/{label}?secret={secret}&issuer=berkas")


def is_on(user: User, services: Services) -> bool:
    """Whether the person logs in with a code."""
    with services.catalogue.read() as db:
        found = keys.second_factor(db, user.id)
    return found is not None and found.is_on


def confirm(user: User, code: str, services: Services) -> None:
    """Put the secret in force; raises CodeNeeded where the code is not its."""
    now = services.clock()
    with services.catalogue.begin() as db:
        found = keys.second_factor(db, user.id)
        step = None if found is None else step_of(found.secret, code, now)
        if found is None or step is None:
            raise CodeNeeded()
        keys.put_second_factor(db, user.id, SecondFactor(found.secret, is_on=True, last_step=step))
        audit.write(db, now, user.name, "second-factor-on", user.name)


def remove(name: str, user_id: int, services: Services, *, by: str) -> None:
    """Log in without a code from now on: one's own, or an administrator for a lost phone."""
    with services.catalogue.begin() as db:
        keys.remove_second_factor(db, user_id)
        audit.write(db, services.clock(), by, "second-factor-off", name)


def remove_lost(name: str, services: Services, *, by: str) -> None:
    """Take the second factor off a person whose phone is gone; raises NotFound."""
    with services.catalogue.read() as db:
        found = people.by_name(db, name)
    if found is None:
        raise NotFound(what=name)
    remove(name, found.user.id, services, by=by)


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is, near now; None for a wrong one."""
    digits = "".join(code.split())
    present = int(now.timestamp()) // STEP_S
    for step in range(present - DRIFT, present + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), digits.encode()):
            return step
    return None


def code_at(secret: str, step: int) -> str:
    """The code of a time step."""
    made = hmac.new(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1).digest()
    at = made[-1] & 0x0F
    number = int.from_bytes(made[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"
