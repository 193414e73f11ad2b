"""Retention, holds, lists and differences as JSON."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from api.shapes import FiledShape, Shape
from records.months import Damage
from service.proof.reconcile import Difference
from service.proof.wording import damage_in_words
from service.retention.proposals import ListView

Reason = Field(min_length=1, max_length=500)


class DueShape(Shape):
    """Papers of one archive code in a unit's sealed month, and what becomes of them."""

    unit: str
    month: str
    code: str
    fate: str
    until: int | None
    papers: int
    is_over: bool
    held_by: list[int]
    kept_with: int


class RuleShape(Shape):
    """A line of the retention schedule."""

    code: str
    active_years: int
    inactive_years: int
    fate: str
    papers: list[str]
    note: str


class HoldShape(Shape):
    """Months that nothing goes from; empty ends are open."""

    number: int
    unit: str
    first: str = Field(validation_alias="first_month")
    last: str = Field(validation_alias="last_month")
    reason: str
    at: datetime
    who: str
    lifted_at: datetime | None
    lifted_by: str
    lifted_why: str


class NewHold(BaseModel):
    """A hold to be placed; an empty unit, for those who see all, holds everything."""

    unit: str = Field(max_length=200)
    first: str = Field("", max_length=7)
    last: str = Field("", max_length=7)
    reason: str = Reason


class Affirmed(BaseModel):
    """One's password once more, as a deed wants it that cannot be undone."""

    password: str = Field("", max_length=500)


class Lifting(Affirmed):
    """The reason of a deed, and one's password once more."""

    reason: str = Reason


class VoteShape(Shape):
    """One person's word on a list."""

    who: str
    verdict: str
    at: datetime
    reason: str


class NewVote(Affirmed):
    """A word on a list: `approve` with one's password, or `refuse` with a reason."""

    verdict: str = Field(pattern="^(approve|refuse)$")
    reason: str = Field("", max_length=500)


class NewList(BaseModel):
    """A list to be drawn up; `asked` takes what the schedule leaves to a person too."""

    unit: str = Field(min_length=1, max_length=200)
    year: int | None = Field(None, ge=1900, le=9998)
    reason: str = Reason
    asked: bool = False


class ListShape(Shape):
    """A list of papers that are to go; votes are on its digest. `seals` are its certificates."""

    number: int
    unit: str
    reason: str
    state: str
    papers: int
    digest: str
    at: datetime
    who: str
    votes: list[VoteShape]
    seals: list[int]


class ItemShape(BaseModel):
    """A paper of a list: the seal it lies under, and the code it goes by."""

    document: FiledShape
    seal: int
    code: str


class WholeListShape(ListShape):
    """A list with those of its papers that are within sight."""

    items: list[ItemShape]

    @classmethod
    def whole(cls, view: ListView) -> WholeListShape:
        """The list with its papers as JSON."""
        items = {(one.entry, one.position): one for one in view.items}
        shown = []
        for filed in view.papers:
            one = items[filed.entry, filed.position]
            shown.append(ItemShape(document=FiledShape.of(filed), seal=one.seal, code=one.code))
        return cls(**ListShape.of(view.list).model_dump(), items=shown)


class DamageShape(BaseModel):
    """Something that is not as it was kept."""

    code: str
    what: str
    text: str

    @classmethod
    def of(cls, one: Damage, language: str) -> DamageShape:
        """The damage as JSON, in the reader's words."""
        return cls(code=one.code, what=one.what, text=damage_in_words(one, language))


class DifferenceShape(DamageShape):
    """A difference; whether it is of a sort that can be mended, and whether it was."""

    can_be_mended: bool
    is_mended: bool

    @classmethod
    def told(cls, one: Difference, language: str) -> DifferenceShape:
        """The difference as JSON."""
        base = DamageShape.of(one.damage, language)
        return cls(**base.model_dump(), can_be_mended=one.can_be_mended, is_mended=one.is_mended)


class ProofShape(BaseModel):
    """What the latest check of the whole archive found."""

    at: datetime
    who: str
    blobs: int
    damages: int
    told: list[DamageShape]
