"""How much is kept and how safely, for those who look after the service."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import datetime

from archive.catalogue import audit
from archive.desk import oversight
from archive.desk.oversight import Kept
from records.keeping import User
from service.permissions import Deed, require
from service.wiring import Services


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept, the disk it lies on, and when it was last backed up and proven whole."""

    kept: Kept
    disk_bytes: int
    free_bytes: int
    spare_bytes: int
    """Of the free bytes uploads leave so many to the archive."""
    is_embedded: bool
    """All lies in the data folder; otherwise a database or a store of files has its own backup."""
    backup_at: datetime | None
    proof_at: datetime | None
    damages: int
    """Found by that proof."""

    @property
    def is_nearly_full(self) -> bool:
        """Whether uploads are refused already."""
        return self.free_bytes <= self.spare_bytes


def standing(user: User, services: Services) -> Standing:
    """How the installation stands; raises NotAllowed but for administrators."""
    require(user, Deed.ADMINISTER)
    settings = services.settings
    disk = shutil.disk_usage(settings.data)
    with services.catalogue.read() as db:
        kept = oversight.kept(db)
        backup = audit.latest(db, audit.WHOLE, "backup")
        proof = audit.latest(db, audit.WHOLE, "verify")
    return Standing(
        kept=kept,
        disk_bytes=disk.total,
        free_bytes=disk.free,
        spare_bytes=settings.uploads.spare_bytes,
        is_embedded=not (settings.database_url or settings.blobs_url),
        backup_at=backup.at if backup else None,
        proof_at=proof.at if proof else None,
        damages=int(json.loads(proof.facts).get("damages", 0)) if proof else 0,
    )
