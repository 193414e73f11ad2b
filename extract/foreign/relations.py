"""What a form says must hold between its values, checked on a whole record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.blank.part import BlankPart
from extract.foreign.number_words import words_to_number
from extract.foreign.weighing import claim_holds
from forms.form import Form
from forms.relations import Claim, relation_to_claims
from records.findings import Finding, Problem, Record


def check_relations(form: Form, record: Record) -> tuple[Record, tuple[Problem, ...]]:
    """The record with what disagrees marked for a reviewer, and a problem for each disagreement.

    Nothing is corrected: a sum that is wrong on the paper stays wrong.
    """
    values = dict(record_values(record))
    evidence, findings, problems = dict(record.evidence), [], []
    for relation in form.relations:
        for claim in relation_to_claims(relation, form):
            if claim_holds(values, claim) is not False:
                continue
            message = _message(claim, values)
            code = "form.sum-differs" if claim.words is None else "form.words-differ"
            path = f"fields.{claim.total}"
            page = evidence[path].page if path in evidence else record.pages[0]
            problems.append(Problem(code, message, page))
            findings.append(Finding(code, message, path, _facts(claim, values)))
            for key in (claim.total, *claim.parts, *([claim.words] if claim.words else [])):
                if f"fields.{key}" in evidence:
                    marked = replace(evidence[f"fields.{key}"], needs_review=True)
                    evidence[f"fields.{key}"] = marked
    if not problems:
        return record, ()
    changed = replace(record, evidence=evidence, lint=(*record.lint, *findings))
    return changed, tuple(problems)


def goes_on_with(part: BlankPart, before: Sequence[BlankPart | None]) -> bool:
    """Whether a page is the next one of a form of several pages, none of whose places came yet."""
    if len(part.form.pages) < 2 or not before:
        return False
    held: set[str] = set()
    for one in before:
        if one is None or one.form.id != part.form.id:
            return False
        held |= set(one.evidence)
    return not held & set(part.evidence)


def record_values(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record's fields by its path; cells of tables by row and column."""
    for key, value in record.fields.items():
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, tuple):
            for number, row in enumerate(value):
                for column, text in row.items():
                    yield f"{key}.{number}.{column}", text


def _facts(claim: Claim, values: dict[str, str]) -> dict[str, str]:
    written = {"written": values[claim.total]}
    if claim.words is not None:
        told = words_to_number(values[claim.words])
        return written | {
            "words": values[claim.words],
            "number": "–" if told is None else str(told.value),
        }
    summed = sum(int(values[key]) for key in claim.parts if values[key])
    parts = " + ".join(values[key] or "0" for key in claim.parts)
    return written | {"parts": parts, "sum": str(summed)}


def _message(claim: Claim, values: dict[str, str]) -> str:
    facts = _facts(claim, values)
    if claim.words is not None:
        said = "bukan bilangan" if facts["number"] == "–" else facts["number"]
        words = facts["words"]
        return f"Angka {claim.total} tertulis {facts['written']}, dengan huruf '{words}' ({said})."
    told = f"{facts['parts']} = {facts['sum']}"
    return f"Jumlah {claim.total} tertulis {facts['written']}, hasil penjumlahan {told}."
