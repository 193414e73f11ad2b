"""The words for lists of papers that are to go: their states, the way they take, open deeds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from records.keeping import User
from records.periods.retention import VOTES_NEEDED, DestructionList, ListState, Verdict
from web.language import Tongue, mark

STATES: dict[str, str] = {
    ListState.PROPOSED: mark("Menunggu persetujuan"),
    ListState.APPROVED: mark("Disetujui"),
    ListState.REFUSED: mark("Ditolak"),
    ListState.DONE: mark("Dimusnahkan"),
}
SIGNS: dict[str, str] = {
    ListState.PROPOSED: "clock",
    ListState.APPROVED: "check",
    ListState.REFUSED: "close",
    ListState.DONE: "lock",
}
LOOKS: dict[str, str] = {
    ListState.PROPOSED: "submitted",
    ListState.APPROVED: "accepted",
    ListState.REFUSED: "returned",
    ListState.DONE: "sealed",
}
"""States of months that look alike."""
DONE: dict[str, str] = {
    "propose": mark("Daftar disusun. Dua orang harus menyetujuinya."),
    "approve": mark("Persetujuan Anda dicatat."),
    "refuse": mark("Daftar ditolak; semua dokumennya tetap disimpan."),
    "destroy": mark("Dokumen dimusnahkan. Berita acaranya tersegel di buku segel."),
    "hold": mark("Penahanan dicatat."),
    "lift": mark("Penahanan dicabut."),
    "schedule": mark("Jadwal retensi diganti; yang lama tetap ada di jejak audit."),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on a list's way: who took it there, and when."""

    title: str
    icon: str
    look: str
    who: str
    at: datetime | None
    is_now: bool


@dataclass(frozen=True, slots=True)
class ListWords:
    """A list in words: its state, its way, and what the person may do with it."""

    list: DestructionList
    name: str
    state: str
    sign: str
    look: str
    yes: int
    way: tuple[Stop, ...]
    may_vote: bool
    has_voted: bool
    may_carry_out: bool


def to_list_words(
    made: DestructionList, name: str, user: User, tongue: Tongue, *, may_destroy: bool
) -> ListWords:
    """The list as the person sees it; `name` is the unit's."""
    has_voted = user.name in {vote.who for vote in made.votes}
    return ListWords(
        list=made,
        name=name or made.unit,
        state=tongue.text(STATES[made.state]),
        sign=SIGNS[made.state],
        look=LOOKS[made.state],
        yes=sum(vote.verdict is Verdict.APPROVE for vote in made.votes),
        way=_way(made, tongue),
        may_vote=may_destroy and made.state is ListState.PROPOSED and not has_voted,
        has_voted=has_voted,
        may_carry_out=may_destroy and made.state is ListState.APPROVED,
    )


def _way(made: DestructionList, tongue: Tongue) -> tuple[Stop, ...]:
    yes = [vote for vote in made.votes if vote.verdict is Verdict.APPROVE]
    no = next((vote for vote in made.votes if vote.verdict is Verdict.REFUSE), None)
    stops = [Stop(tongue.text(mark("Diusulkan")), "papers", "open", made.who, made.at, False)]
    for number in range(VOTES_NEEDED):
        vote = yes[number] if number < len(yes) else None
        title = tongue.text(mark("Persetujuan {n}"), n=number + 1)
        is_now = made.state is ListState.PROPOSED and number == len(yes)
        who, at = (vote.who, vote.at) if vote else ("", None)
        stops.append(Stop(title, "check", "accepted", who, at, is_now))
    if no is not None:
        last = Stop(
            tongue.text(STATES[ListState.REFUSED]), "close", "returned", no.who, no.at, True
        )
    else:
        is_now = made.state in (ListState.APPROVED, ListState.DONE)
        last = Stop(tongue.text(STATES[ListState.DONE]), "lock", "sealed", "", None, is_now)
    return (*stops, last)
