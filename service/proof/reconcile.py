"""Blobs, catalogue and index held against one another; what is safe to mend is mended.

Safe is what can be made again from what is whole, to the same bytes or to the digest the trail
knows: index, counts, pictures, readings, rows. Originals, sealed papers, trail and ledger are never
touched: of them it is only told what is wrong. A blob nobody names is told, and left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive.catalogue import audit, known
from records.findings import Digest
from records.keeping import User
from records.months import Damage
from service.permissions import Deed, require
from service.proof.archive_proof import cheap_proof
from service.proof.mending import MENDERS, missing_results
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class Difference:
    """Something found; whether it is of a sort that can be mended, and whether it was."""

    damage: Damage
    can_be_mended: bool
    is_mended: bool = False


def reconcile(user: User, services: Services, *, mend: bool = False) -> tuple[Difference, ...]:
    """All differences; with `mend` those that are safe to mend are mended on the way.

    Reads no blob to its end: that is the proof's. Raises NotAllowed, ServiceUnavailable.
    """
    require(user, Deed.ADMINISTER)
    found = [Difference(one, one.code in MENDERS) for one in _differences(services)]
    if not mend:
        return tuple(found)
    mended = tuple(_mended(one, services) for one in found)
    with services.catalogue.begin() as db:
        facts = {"found": len(mended), "mended": sum(one.is_mended for one in mended)}
        audit.write(db, services.clock(), user.name, "reconcile", audit.WHOLE, facts)
    return mended


def _differences(services: Services) -> Iterator[Damage]:
    wanted: dict[Digest, str] = {}
    yield from cheap_proof(services, wanted)
    with services.catalogue.read() as db:
        results = tuple(missing_results(db, services))
        every = known.digests(db) | wanted.keys()
    yield from results
    told = {one.what for one in results}
    for digest in sorted(wanted.keys() - told):
        if not services.blobs.has(digest):
            yield Damage("blob-missing", digest, {"of": wanted[digest]})
    for digest in services.blobs.digests():
        if digest not in every:
            yield Damage("blob-unknown", digest)


def _mended(one: Difference, services: Services) -> Difference:
    if not one.can_be_mended:
        return one
    return replace(one, is_mended=MENDERS[one.damage.code](one.damage, services))
