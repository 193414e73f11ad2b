"""Findings and sheets come back from JSON as they went in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.findings import (
    CountTable,
    Digest,
    Edge,
    Evidence,
    FieldValue,
    Finding,
    Findings,
    Header,
    Kind,
    Mark,
    Matrix,
    Problem,
    Record,
    Signatory,
    Step,
)
from records.findings_json import findings_to_json, json_to_findings
from records.geometry import Box, Homography
from records.paper import Sheet, Source, SymbolKind, Word
from records.sheet_json import json_to_sheet, sheet_to_json

texts = st.text(max_size=12)
some_texts = st.lists(texts, max_size=3).map(tuple)
maybe = st.none() | texts
shares = st.integers(0, 1000).map(lambda n: n / 1000)


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, right = sorted((draw(shares), draw(shares)))
    top, bottom = sorted((draw(shares), draw(shares)))
    return Box(left, top, right, bottom)


evidence = st.builds(
    Evidence, st.integers(1, 9), boxes(), texts, shares, st.sampled_from(Source), st.booleans()
)
signatories = st.builds(Signatory, maybe, maybe, maybe, maybe)
headers = st.builds(
    Header,
    number=maybe,
    revised=maybe,
    approved_by=signatories,
    legal_basis=some_texts,
    records=some_texts,
)
marks = st.builds(Mark, st.integers(0, 11), st.sampled_from(SymbolKind))
steps = st.builds(
    Step,
    no=texts,
    activity=texts,
    section=maybe,
    marks=st.lists(marks, max_size=2).map(tuple),
    requirements=some_texts,
    page=st.integers(1, 9),
)
names = st.tuples(st.integers(0, 9), st.integers(0, 9))
matrices = st.builds(
    Matrix,
    some_texts,
    st.lists(steps, max_size=3).map(tuple),
    st.lists(st.builds(Edge, names, names, maybe), max_size=3).map(tuple),
)
rows = st.lists(st.dictionaries(texts, texts, max_size=2), max_size=2).map(tuple)
field_values: st.SearchStrategy[FieldValue] = texts | st.booleans() | rows


@st.composite
def records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from(Kind))
    is_sop, is_form, is_report = (kind is k for k in (Kind.SOP, Kind.FORM, Kind.REPORT))
    return Record(
        kind=kind,
        pages=draw(st.lists(st.integers(1, 9), min_size=1, max_size=3).map(tuple)),
        unit=draw(maybe),
        month=draw(maybe),
        confidence=draw(shares),
        evidence=draw(st.dictionaries(texts, evidence, max_size=2)),
        header=draw(headers) if is_sop else None,
        matrix=draw(matrices) if is_sop else None,
        form=draw(maybe) if is_form else None,
        fields=draw(st.dictionaries(texts, field_values, max_size=3)) if is_form else {},
        report=draw(maybe) if is_report else None,
        number=draw(maybe),
        signed_by=draw(signatories) if is_report else None,
        table=draw(st.builds(CountTable, some_texts, st.just(()), some_texts)),
        lint=draw(st.lists(st.builds(Finding, texts, texts, maybe), max_size=1).map(tuple)),
    )


@given(
    st.builds(
        Findings,
        texts,
        st.just(Digest("0" * 64)),
        st.integers(1, 9),
        st.lists(records(), max_size=2).map(tuple),
        st.lists(st.builds(Problem, texts, texts, st.none() | st.integers(1, 9))).map(tuple),
    )
)
def test_findings_come_back_from_json_as_they_went_in(findings: Findings) -> None:
    text = json.dumps(findings_to_json(findings))
    assert json_to_findings(json.loads(text)) == findings


words = st.builds(
    Word,
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8),
    boxes(),
    shares,
    st.sampled_from(Source),
    st.integers(-1, 5),
    st.booleans(),
)


@given(st.lists(words, max_size=4).map(tuple), st.sampled_from([0, 90, 180, 270]))
def test_a_sheet_comes_back_from_json_within_a_tenth_of_a_pixel(
    found: tuple[Word, ...], turn: int
) -> None:
    way_back = Homography((0.0, 1.0, 0.25, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0))
    sheet = Sheet(3, 2480, 3508, 300, found, char_height=31.5, turn=turn, to_original=way_back)
    again = json_to_sheet(json.loads(json.dumps(sheet_to_json(sheet))))
    assert (again.page, again.width, again.turn, again.to_original) == (3, 2480, turn, way_back)
    for before, after in zip(found, again.words, strict=True):
        assert (before.text, before.line, before.bold) == (after.text, after.line, after.bold)
        assert after.box.left == pytest.approx(before.box.left, abs=0.0501)
