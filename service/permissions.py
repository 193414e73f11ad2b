"""Who may do and see what: the one filter that every list, search and read goes through.

Reading is decided by unit (mine and all below) and role; what is not allowed here is denied.
A paper outside one's sight does not exist: reads of it raise NotFound, never a refusal that
would tell it is there. Administrators look after the service and read no papers unless
`BERKAS_ACCESS_ADMIN_READS` says so. Papers marked secret need clearance besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from records.errors import NotAllowed
from records.keeping import Entry, Filed, Role, User, is_under


class Deed(StrEnum):
    """What a person can want to do."""

    READ = "read"
    UPLOAD = "upload"
    PRINT = "print"
    RETRY = "retry"
    REVIEW = "review"
    FILE = "file"
    SUBMIT = "submit"
    ACCEPT = "accept"
    SEAL = "seal"
    EXPORT = "export"
    ADMINISTER = "administer"
    AUDIT = "audit"
    OVERSEE = "oversee"
    """See what is due, what is held and which lists are drawn up."""
    RETAIN = "retain"
    """Place and lift holds, propose what is to go."""
    DESTROY = "destroy"
    """Approve such a list, and carry it out."""


DEEDS: dict[Role, frozenset[Deed]] = {
    Role.CLERK: frozenset({Deed.READ, Deed.UPLOAD, Deed.PRINT, Deed.RETRY}),
    Role.REVIEWER: frozenset(
        {
            Deed.READ,
            Deed.UPLOAD,
            Deed.PRINT,
            Deed.RETRY,
            Deed.REVIEW,
            Deed.FILE,
            Deed.SUBMIT,
            Deed.EXPORT,
        }
    ),
    Role.HEAD: frozenset(
        {
            Deed.READ,
            Deed.UPLOAD,
            Deed.PRINT,
            Deed.RETRY,
            Deed.REVIEW,
            Deed.FILE,
            Deed.SUBMIT,
            Deed.ACCEPT,
            Deed.SEAL,
            Deed.EXPORT,
            Deed.OVERSEE,
            Deed.RETAIN,
            Deed.DESTROY,
        }
    ),
    Role.AUDITOR: frozenset({Deed.READ, Deed.EXPORT, Deed.AUDIT, Deed.OVERSEE}),
    Role.ADMIN: frozenset({Deed.UPLOAD, Deed.RETRY, Deed.ADMINISTER}),
}


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person sees, in the words the catalogue and the index filter by.

    `scope` is the unit prefix (empty: all units), None for nobody's papers.
    """

    scope: str | None
    secret: bool

    def shows_entry(self, entry: Entry) -> bool:
        """Whether the entry as a whole was submitted within sight."""
        return self.scope is not None and is_under(entry.scope, self.scope)

    def shows(self, filed: Filed) -> bool:
        """Whether the document may be read."""
        if self.scope is None or (filed.secret and not self.secret):
            return False
        return is_under(filed.scope, self.scope)


def is_allowed(user: User, deed: Deed, *, admin_reads: bool = False) -> bool:
    """Whether the person's role includes the deed at all."""
    if user.disabled:
        return False
    if deed is Deed.READ and user.role is Role.ADMIN:
        return admin_reads
    return deed in DEEDS[user.role]


def require(user: User, deed: Deed, *, admin_reads: bool = False) -> None:
    """Pass where the role includes the deed; raises NotAllowed otherwise."""
    if not is_allowed(user, deed, admin_reads=admin_reads):
        raise NotAllowed(deed=str(deed), role=str(user.role))


def sight_of(user: User, *, admin_reads: bool = False) -> Sight:
    """What the person may see."""
    if not is_allowed(user, Deed.READ, admin_reads=admin_reads):
        return Sight(None, secret=False)
    return Sight(user.unit, secret=user.cleared)
