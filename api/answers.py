"""Search answers as JSON."""

from __future__ import annotations

from pydantic import BaseModel

from api.shapes import FiledShape
from index.entries import Hit
from records.keeping import Filed
from service.searching import Answer


class HitPageShape(BaseModel):
    """A page that answers; snippets are lists of [text, is a hit]."""

    page: int
    score: float
    snippets: list[list[tuple[str, bool]]]


class HitShape(BaseModel):
    """A document that answers."""

    document: FiledShape
    score: float
    page_count: int
    pages: list[HitPageShape]

    @classmethod
    def of(cls, hit: Hit, filed: Filed) -> HitShape:
        """The hit as JSON."""
        pages = [
            HitPageShape(
                page=page.page,
                score=page.score,
                snippets=[list(snippet.segments) for snippet in page.snippets],
            )
            for page in hit.pages
        ]
        return cls(
            document=FiledShape.of(filed),
            score=hit.score,
            page_count=hit.page_count,
            pages=pages,
        )


class AnswerShape(BaseModel):
    """What a search found."""

    total: int
    total_pages: int
    hits: list[HitShape]
    facets: dict[str, list[tuple[str, int]]]
    did_you_mean: str | None
    hints: list[str]
    is_complete: bool

    @classmethod
    def of(cls, answer: Answer, language: str) -> AnswerShape:
        """The answer as JSON; only documents the catalogue vouches for."""
        results = answer.results
        hits = [
            HitShape.of(hit, answer.filed[hit.document])
            for hit in results.hits
            if hit.document in answer.filed
        ]
        return cls(
            total=results.total,
            total_pages=results.total_pages,
            hits=hits,
            facets={str(name): list(found) for name, found in results.facets.items()},
            did_you_mean=results.did_you_mean,
            hints=[hint.text_en if language == "en" else hint.text_id for hint in results.hints],
            is_complete=results.is_complete,
        )
