"""Findings as JSON and back, in the shape other programs rely on.

Numbers are rounded where paper cannot be measured finer, so that the same findings always give
the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
from records.geometry import Box
from records.paper import Source, SymbolKind

Json = dict[str, Any]

HEADER_LISTS = ("legal_basis", "qualifications", "related", "equipment", "warnings", "records")
HEADER_TEXTS = ("number", "title", "unit", "created_on", "revised", "effective_on")
SIGNATORY_PARTS = ("position", "name", "rank", "nrp")
BOX_DIGITS = 5
CONFIDENCE_DIGITS = 3


def findings_to_json(findings: Findings) -> Json:
    """All one file gave, ready for `json.dumps`."""
    return {
        "file": findings.file,
        "sha256": findings.sha256,
        "pages": findings.pages,
        "documents": [record_to_json(record) for record in findings.documents],
        "problems": [_problem_to_json(problem) for problem in findings.problems],
    }


def json_to_findings(data: Json) -> Findings:
    """The findings that `findings_to_json` wrote; raises KeyError or ValueError for others."""
    return Findings(
        file=data["file"],
        sha256=Digest(data["sha256"]),
        pages=data["pages"],
        documents=tuple(json_to_record(record) for record in data["documents"]),
        problems=tuple(Problem(p["code"], p["message"], p.get("page")) for p in data["problems"]),
    )


def record_to_json(record: Record) -> Json:
    """One document; only the parts of its kind appear."""
    data: Json = {
        "kind": str(record.kind),
        "pages": list(record.pages),
        "unit": record.unit,
        "month": record.month,
        "confidence": round(record.confidence, CONFIDENCE_DIGITS),
    }
    if record.kind is Kind.SOP:
        data["header"] = _header_to_json(record.header or Header())
        data["matrix"] = _matrix_to_json(record.matrix or Matrix())
    elif record.kind is Kind.FORM or record.form is not None:
        data["form"] = record.form
        data["fields"] = {key: _field_to_json(value) for key, value in record.fields.items()}
    elif record.kind is Kind.REPORT:
        data["report"] = record.report
    if record.serial is not None:
        data |= {"version": record.version, "serial": record.serial}
    if record.kind is Kind.REPORT or record.number is not None:
        data["number"] = record.number
    if record.kind is Kind.REPORT or record.signed_by is not None:
        data["signed_by"] = _signatory_to_json(record.signed_by or Signatory())
    if record.table is not None:
        data["table"] = {
            "columns": list(record.table.columns),
            "rows": [list(row) for row in record.table.rows],
            "total": list(record.table.total),
        }
    if record.lint:
        data["lint"] = [_finding_to_json(found) for found in record.lint]
    data["evidence"] = {path: _evidence_to_json(e) for path, e in record.evidence.items()}
    return data


def json_to_record(data: Json) -> Record:
    """The record that `record_to_json` wrote."""
    header, matrix, table = data.get("header"), data.get("matrix"), data.get("table")
    signed_by = data.get("signed_by")
    return Record(
        kind=Kind(data["kind"]),
        pages=tuple(data["pages"]),
        unit=data["unit"],
        month=data["month"],
        confidence=data["confidence"],
        evidence={path: _json_to_evidence(e) for path, e in data.get("evidence", {}).items()},
        header=None if header is None else _json_to_header(header),
        matrix=None if matrix is None else _json_to_matrix(matrix),
        form=data.get("form"),
        fields={key: _json_to_field(value) for key, value in data.get("fields", {}).items()},
        version=data.get("version"),
        serial=data.get("serial"),
        report=data.get("report"),
        number=data.get("number"),
        signed_by=None if signed_by is None else _json_to_signatory(signed_by),
        table=None if table is None else _json_to_table(table),
        lint=tuple(
            Finding(f["code"], f["message"], f["path"], f.get("facts", {}))
            for f in data.get("lint", [])
        ),
    )


def _problem_to_json(problem: Problem) -> Json:
    return {"code": problem.code, "page": problem.page, "message": problem.message}


def _finding_to_json(found: Finding) -> Json:
    told: Json = {"code": found.code, "message": found.message, "path": found.path}
    return told | ({"facts": dict(found.facts)} if found.facts else {})


def _header_to_json(header: Header) -> Json:
    data: Json = {key: getattr(header, key) for key in HEADER_TEXTS}
    data["approved_by"] = _signatory_to_json(header.approved_by)
    data.update({key: list(getattr(header, key)) for key in HEADER_LISTS})
    return data


def _json_to_header(data: Json) -> Header:
    parts: Json = {key: data.get(key) for key in HEADER_TEXTS}
    parts |= {key: tuple(data.get(key) or ()) for key in HEADER_LISTS}
    return Header(approved_by=_json_to_signatory(data.get("approved_by") or {}), **parts)


def _signatory_to_json(signatory: Signatory) -> Json:
    return {key: getattr(signatory, key) for key in SIGNATORY_PARTS}


def _json_to_signatory(data: Json) -> Signatory:
    return Signatory(**{key: data.get(key) for key in SIGNATORY_PARTS})


def _matrix_to_json(matrix: Matrix) -> Json:
    return {
        "actors": list(matrix.actors),
        "steps": [_step_to_json(step) for step in matrix.steps],
        "edges": [
            {"from": list(edge.start), "to": list(edge.end), "label": edge.label}
            for edge in matrix.edges
        ],
    }


def _step_to_json(step: Step) -> Json:
    return {
        "no": step.no,
        "section": step.section,
        "activity": step.activity,
        "marks": [{"actor": mark.actor, "symbol": str(mark.symbol)} for mark in step.marks],
        "requirements": list(step.requirements),
        "duration": step.duration,
        "output": step.output,
        "remarks": step.remarks,
        "page": step.page,
    }


def _json_to_matrix(data: Json) -> Matrix:
    return Matrix(
        actors=tuple(data["actors"]),
        steps=tuple(_json_to_step(step) for step in data["steps"]),
        edges=tuple(
            Edge(_mark_name(e["from"]), _mark_name(e["to"]), e.get("label"))
            for e in data.get("edges", [])
        ),
    )


def _mark_name(pair: list[int]) -> tuple[int, int]:
    step, actor = pair
    return step, actor


def _json_to_step(data: Json) -> Step:
    return Step(
        no=data.get("no") or "",
        activity=data["activity"],
        section=data.get("section"),
        marks=tuple(Mark(m["actor"], SymbolKind(m["symbol"])) for m in data.get("marks", [])),
        requirements=tuple(data.get("requirements") or ()),
        duration=data.get("duration") or "",
        output=data.get("output") or "",
        remarks=data.get("remarks") or "",
        page=data.get("page") or 1,
    )


def _field_to_json(value: FieldValue) -> object:
    return [dict(row) for row in value] if isinstance(value, tuple) else value


def _json_to_field(value: object) -> FieldValue:
    if isinstance(value, list):
        return tuple(dict(row) for row in value)
    if isinstance(value, str | bool):
        return value
    raise ValueError(f"no field holds {value!r}")


def _json_to_table(data: Mapping[str, Any]) -> CountTable:
    return CountTable(
        columns=tuple(data["columns"]),
        rows=tuple(tuple(row) for row in data["rows"]),
        total=tuple(data["total"]),
    )


def _evidence_to_json(evidence: Evidence) -> Json:
    box = evidence.box
    return {
        "page": evidence.page,
        "box": [round(v, BOX_DIGITS) for v in (box.left, box.top, box.right, box.bottom)],
        "text": evidence.text,
        "confidence": round(evidence.confidence, CONFIDENCE_DIGITS),
        "source": str(evidence.source),
        "needs_review": evidence.needs_review,
    }


def _json_to_evidence(data: Json) -> Evidence:
    return Evidence(
        page=data["page"],
        box=Box(*data["box"]),
        text=data["text"],
        confidence=data["confidence"],
        source=Source(data["source"]),
        needs_review=data["needs_review"],
    )
