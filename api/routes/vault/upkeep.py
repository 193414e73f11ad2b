"""Differences of blobs, catalogue and index, and what the latest proof of everything found."""

from __future__ import annotations

from fastapi import APIRouter, Request

from api.routes.vault.shapes import DamageShape, DifferenceShape, ProofShape
from records.errors import NotFound
from service.proof.reconcile import reconcile
from service.proof.whole_proof import last_whole_proof
from web.gate import Visiting, hall, tongue_of

router = APIRouter(tags=["retention"])


@router.get("/reconcile")
def differences(request: Request, visit: Visiting) -> list[DifferenceShape]:
    """What differs now; nothing is changed."""
    code = tongue_of(request).code
    return [DifferenceShape.told(one, code) for one in reconcile(visit.user, hall(request))]


@router.post("/reconcile")
def mend(request: Request, visit: Visiting) -> list[DifferenceShape]:
    """Mend what can be made again from what is whole; the rest is told."""
    code = tongue_of(request).code
    found = reconcile(visit.user, hall(request), mend=True)
    return [DifferenceShape.told(one, code) for one in found]


@router.get("/proof")
def latest_proof(request: Request, visit: Visiting) -> ProofShape:
    """What the latest check of the whole archive found."""
    found = last_whole_proof(visit.user, hall(request))
    if found is None:
        raise NotFound(what="proof")
    code = tongue_of(request).code
    told = [DamageShape.of(one, code) for one in found.told]
    return ProofShape(
        at=found.at, who=found.who, blobs=found.blobs, damages=found.damages, told=told
    )
