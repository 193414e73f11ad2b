"""The whole archive proven for those who see all of it, and what the latest proof found."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue import audit
from archive.ledger import proofs
from archive.ledger.proofs import ProofState
from records.keeping import User
from records.months import Damage
from service.permissions import Deed, require
from service.proof.archive_proof import verify_archive
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class WholeProof:
    """What the latest check of everything found: how many files were read, how much is damaged.

    `told` is the damage itself; of a check made long ago only its number may be known.
    """

    at: datetime
    who: str
    blobs: int
    damages: int
    told: tuple[Damage, ...] = ()


def require_whole_sight(user: User) -> None:
    """Pass for an auditor of every unit: damage names papers of all; raises NotAllowed."""
    require(user, Deed.AUDIT)
    if user.unit:
        require(user, Deed.ADMINISTER)


def prove_whole(
    user: User, services: Services, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[Damage, ...]:
    """All damage found anywhere; `progress` counts files read. Raises NotAllowed."""
    require_whole_sight(user)
    return verify_archive(user, services, progress)


def last_whole_proof(user: User, services: Services) -> WholeProof | None:
    """What the latest check found; None where there was none. Raises NotAllowed."""
    require_whole_sight(user)
    with services.catalogue.read() as db:
        line = audit.latest(db, audit.WHOLE, "verify")
        if line is None:
            return None
        facts = json.loads(line.facts)
        state = proofs.get(db, facts.get("proof", 0))
    told = state.damages if state is not None else ()
    return WholeProof(line.at, line.who, facts["blobs"], facts["damages"], told)


def proof_under_way(user: User, services: Services) -> ProofState | None:
    """The proof that was begun and has not ended; raises NotAllowed."""
    require_whole_sight(user)
    with services.catalogue.read() as db:
        return proofs.last(db, ended=False)
