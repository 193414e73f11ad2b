"""A form that becomes one for named persons takes its papers along, and gives them back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from archive.catalogue import audit, documents, outbox
from archive.desk import secrecy
from forms.form import Form
from service.filing.documents import filing_digest, secret_forms


def keep_secret(db: Connection, form: Form, now: datetime, who: str) -> int:
    """Mark the form's unsealed papers as it says now; how many changed. Sealed ones stay."""
    is_secret = form.id in secret_forms((form,))
    changed = secrecy.mark(db, form.id, is_secret)
    for entry in dict.fromkeys(entry for entry, _ in changed):
        facts = {"secret": is_secret, "filing": filing_digest(documents.of_entry(db, entry))}
        audit.write(db, now, who, "refile", entry, facts)
        outbox.put(db, entry, now)
    return len(changed)
