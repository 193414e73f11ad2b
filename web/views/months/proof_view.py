"""A proof in words: what was held against what, how much of it, and what came out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from compose.monthly.codes import text_to_qr
from records.months import Seal
from service.proof.month_proof import Check, MonthProof
from service.proof.wording import damage_in_words
from web.language import Tongue, mark

GROUP = 8
"""Digits of a digest that people compare at a time."""
SHOWN_DAMAGES = 20


@dataclass(frozen=True, slots=True)
class CheckWords:
    """A check in words: its name, and what is held against what."""

    title: str
    told: str


CHECKS: dict[str, CheckWords] = {
    "files": CheckWords(
        mark("Isi berkas"),
        mark(
            "Setiap berkas dibaca ulang sampai byte terakhir dan dicocokkan dengan sidik jarinya."
        ),
    ),
    "bags": CheckWords(
        mark("Segel"),
        mark("Daftar sidik jari dihitung ulang menjadi akar segel dan harus sama dengan segelnya."),
    ),
    "papers": CheckWords(
        mark("Dokumen di bawah segel"),
        mark("Dokumen yang tercatat di katalog harus sama dengan yang ada di dalam segel."),
    ),
    "ledger": CheckWords(
        mark("Buku segel"),
        mark("Setiap baris mengunci baris sebelumnya; baris yang diubah atau hilang akan tampak."),
    ),
    "trail": CheckWords(
        mark("Jejak audit"),
        mark("Catatan siapa melakukan apa juga terkunci baris demi baris."),
    ),
}
SINCE = mark("Baris sebelum {moment} terbukti utuh oleh pemeriksaan seluruh arsip.")
ORDER = tuple(CHECKS)
AMOUNTS: dict[str, Callable[[Tongue, int], str]] = {
    "files": lambda tongue, n: tongue.count("{n} berkas", "{n} berkas", n),
    "bags": lambda tongue, n: tongue.count("{n} segel", "{n} segel", n),
    "papers": lambda tongue, n: tongue.count("{n} dokumen", "{n} dokumen", n),
    "ledger": lambda tongue, n: tongue.count("{n} baris", "{n} baris", n),
    "trail": lambda tongue, n: tongue.count("{n} baris", "{n} baris", n),
}


@dataclass(frozen=True, slots=True)
class CheckView:
    """A line of the report."""

    title: str
    told: str
    amount: str
    damages: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ProofView:
    """The report of a check."""

    is_whole: bool
    who: str
    moment: str
    size: str
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class SealView:
    """A seal with its root as people compare it, and as a code to photograph."""

    seal: Seal
    root: tuple[str, ...]
    code: Markup


def to_proof_view(proof: MonthProof, tongue: Tongue) -> ProofView:
    """The proof in the reader's language, what matters most first."""
    checks = sorted(proof.checks, key=lambda check: ORDER.index(check.code))
    return ProofView(
        not proof.damages,
        proof.who,
        tongue.moment(proof.at),
        tongue.size(proof.size),
        tuple(_check(check, tongue) for check in checks),
    )


def to_seal_view(seal: Seal) -> SealView:
    """The seal with its root in groups and as a code."""
    root = tuple(seal.root[at : at + GROUP] for at in range(0, len(seal.root), GROUP))
    # drawn by us from digits alone
    code = Markup(text_to_qr(f"berkas:{seal.number}:{seal.root}"))  # noqa: S704
    return SealView(seal, root, code)


def _check(check: Check, tongue: Tongue) -> CheckView:
    words = CHECKS[check.code]
    damages = tuple(damage_in_words(one, tongue.code) for one in check.damages[:SHOWN_DAMAGES])
    told = tongue.text(words.told)
    if check.since is not None:
        since = tongue.text(SINCE, moment=tongue.moment(check.since))
        told = f"{told} {since}"
    return CheckView(
        tongue.text(words.title),
        told,
        AMOUNTS[check.code](tongue, check.count),
        damages,
        len(check.damages) - len(damages),
    )
