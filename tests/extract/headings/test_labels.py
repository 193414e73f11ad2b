"""Heads of columns are known by their labels, misspelt or misread."""

from __future__ import annotations

import pytest

from extract.headings.labels import text_to_role, text_to_unit_of_time
from extract.headings.roles import Heading, headings_to_roles
from extract.matrix.parts import Role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("NO", Role.NUMBER),
        ("N O", Role.NUMBER),
        ("No.", Role.NUMBER),
        ("URAIAN KEGIATAN", Role.ACTIVITY),
        ("Aktifitas", Role.ACTIVITY),
        ("KEGlATAN", Role.ACTIVITY),
        ("PELAKSANA", Role.ACTOR),
        ("Pejabat yang bertanggung jawab", Role.ACTOR),
        ("MUTU BAKU", Role.QUALITY),
        ("Syarat / Perlengkapan", Role.REQUIREMENTS),
        ("Keiengkapan", Role.REQUIREMENTS),
        ("WKT (HARI)", Role.DURATION),
        ("OUT PUT", Role.OUTPUT),
        ("Ket.", Role.REMARKS),
        ("Keterangan", Role.REMARKS),
        ("Kasat Binmas", None),
        ("", None),
        ("KBO", None),
        ("Kapolsek", None),
    ],
)
def test_labels_name_roles(text: str, role: Role | None) -> None:
    assert text_to_role(text) is role


@pytest.mark.parametrize(
    ("text", "unit"), [("WKT (HARI)", "HARI"), ("Waktu", ""), ("Waktu (menit", "menit")]
)
def test_the_unit_of_time_may_stand_in_the_head(text: str, unit: str) -> None:
    assert text_to_unit_of_time(text) == unit


def heading(label: Role | None, over: Role | None = None, width: float = 100) -> Heading:
    return Heading(label, over, width)


def test_unread_labels_are_filled_in_by_order() -> None:
    found = headings_to_roles(
        [
            heading(None, None, 40),
            heading(None, None, 400),
            heading(None, Role.ACTOR),
            heading(None),
            heading(None, Role.QUALITY),
            heading(Role.DURATION, Role.QUALITY),
            heading(None, Role.QUALITY),
            heading(None),
        ]
    )
    assert found == (
        Role.NUMBER,
        Role.ACTIVITY,
        Role.ACTOR,
        Role.ACTOR,
        Role.REQUIREMENTS,
        Role.DURATION,
        Role.OUTPUT,
        Role.REMARKS,
    )


def test_a_wide_unread_column_before_the_duration_holds_requirements() -> None:
    found = headings_to_roles(
        [
            heading(Role.ACTIVITY, None, 400),
            heading(None),
            heading(None),
            heading(None, None, 300),
            heading(Role.DURATION),
            heading(Role.OUTPUT, None, 200),
        ]
    )
    assert found[1:4] == (Role.ACTOR, Role.ACTOR, Role.REQUIREMENTS)
