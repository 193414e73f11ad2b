"""Documents as lists, counts and search answers; units and people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.answers import AnswerShape
from api.routes.entries import Limit
from api.shapes import (
    DocumentPageShape,
    FiledShape,
    MonthCountShape,
    NewUser,
    UnitShape,
    UserShape,
)
from index.entries import Sort
from records.findings import Kind
from records.keeping import Role
from service import library, permissions, searching, users
from service.library import DocumentFilter
from service.permissions import Deed
from service.searching import Narrowing
from web.gate import Visiting, hall, tongue_of
from web.problems import DoorRefused

router = APIRouter(tags=["documents"])
MonthText = Annotated[str | None, Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2])|-)$")]
DEEPEST = 2_000


@router.get("/documents")
def documents(
    request: Request,
    visit: Visiting,
    kind: Kind | None = None,
    form: str | None = None,
    unit: str | None = None,
    month: MonthText = None,
    needs_review: bool | None = None,
    after: str | None = None,
    limit: Limit = 50,
) -> DocumentPageShape:
    """Documents within sight, newest entry first; `month=-` asks for those without one."""
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    wanted = DocumentFilter(kind, form, unit, month, needs_review)
    page = library.documents(visit.user, wanted, hall(request), after=after, limit=limit)
    return DocumentPageShape(
        documents=[FiledShape.of(filed) for filed in page.documents], after=page.after
    )


@router.get("/search")
def search(
    request: Request,
    visit: Visiting,
    q: Annotated[str, Query(min_length=1, max_length=300)],
    unit: str | None = None,
    month: MonthText = None,
    until: MonthText = None,
    kind: Kind | None = None,
    sort: Sort = Sort.RELEVANCE,
    offset: Annotated[int, Query(ge=0, le=DEEPEST)] = 0,
    limit: Limit = 20,
) -> AnswerShape:
    """Documents within sight that match the query."""
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    answer = searching.search(
        visit.user,
        q,
        hall(request),
        narrowing=Narrowing(unit, month, kind, until),
        limit=limit,
        offset=offset,
        sort=sort,
    )
    return AnswerShape.of(answer, tongue_of(request).code)


@router.get("/archive")
def archive_counts(
    request: Request,
    visit: Visiting,
    year: Annotated[int | None, Query(ge=1900, le=9999)] = None,
) -> list[MonthCountShape]:
    """Documents by unit, month and kind."""
    permissions.require(visit.user, Deed.READ, admin_reads=visit.admin_reads)
    counts = library.archive_counts(visit.user, hall(request), year=year)
    return [MonthCountShape.of(count) for count in counts]


@router.get("/units")
def units(request: Request, visit: Visiting) -> list[UnitShape]:
    """The known units within sight."""
    return [UnitShape.of(unit) for unit in library.units(visit.user, hall(request))]


@router.get("/users", tags=["people"])
def everyone(request: Request, visit: Visiting) -> list[UserShape]:
    """All users, for administrators."""
    permissions.require(visit.user, Deed.ADMINISTER)
    return [UserShape.of(user) for user in users.everyone(hall(request))]


@router.post("/users", status_code=201, tags=["people"])
def add_user(request: Request, visit: Visiting, new: NewUser) -> UserShape:
    """Make a user, as an administrator."""
    permissions.require(visit.user, Deed.ADMINISTER)
    if new.role not in set(Role) or not new.name.strip():
        raise DoorRefused(422)
    user = users.add(
        new.name.strip(),
        new.password,
        Role(new.role),
        hall(request),
        unit=new.unit,
        cleared=new.cleared,
        by=visit.user.name,
    )
    return UserShape.of(user)
