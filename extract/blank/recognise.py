"""Which form a page is a blank of: by its title, else by its labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.blank.lettering import best_likeness, count_alike
from forms.form import FieldKind, Form

SURE_TITLE = 0.86
"""How alike a line must be to a title that alone makes the form."""
FAIR_TITLE = 0.6
"""How alike where labels bear it out."""
ALIKE_LABEL = 0.84
FEWEST_LABELS = 3
LABELS_ALONE = 0.5
"""Share of a form's labels that make it without a title."""
AHEAD = 0.08
"""By how much the best form must lead where no title is sure."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A form, how alike its title is, and the share of its labels that were found."""

    form: Form
    title: float
    labels: float

    @property
    def score(self) -> float:
        return self.title + self.labels


def texts_to_form(
    upper: Sequence[str], texts: Sequence[str], forms: Sequence[Form]
) -> Recognised | None:
    """The form whose title stands among the upper lines, or whose labels stand on the page.

    None where no form is near: what is unknown stays unknown.
    """
    ranked = sorted((_rate(upper, texts, form) for form in forms), key=lambda r: -r.score)
    if not ranked:
        return None
    best = ranked[0]
    rest = ranked[1].score if len(ranked) > 1 else 0.0
    if best.title >= SURE_TITLE and (best.form.kind == "letter" or best.labels > 0):
        return best
    if best.score - rest < AHEAD or best.form.kind == "letter":
        return None
    count = best.labels * _label_count(best.form)
    if best.title >= FAIR_TITLE and count >= FEWEST_LABELS:
        return best
    return best if best.labels >= LABELS_ALONE and count >= FEWEST_LABELS + 1 else None


def title_of(upper: Sequence[str], forms: Sequence[Form]) -> float:
    """How alike the likeliest line is to any form's title."""
    return max((_title(upper, form) for form in forms), default=0.0)


def labels_of(texts: Sequence[str], forms: Sequence[Form]) -> int:
    """The labels of the form that has most of them on the page."""
    return max((round(_labels(texts, f) * _label_count(f)) for f in forms), default=0)


def _rate(upper: Sequence[str], texts: Sequence[str], form: Form) -> Recognised:
    return Recognised(form, _title(upper, form), _labels(texts, form))


def _title(upper: Sequence[str], form: Form) -> float:
    return max((best_likeness(text, form.titles) for text in upper), default=0.0)


def _label_count(form: Form) -> int:
    return len({one.labels[0] for one in form.fields if one.kind is not FieldKind.SIGNATURE})


def _labels(texts: Sequence[str], form: Form) -> float:
    """The share of the form's different labels that a text of the page is alike."""
    wanted = {
        one.labels[0]: one.labels for one in form.fields if one.kind is not FieldKind.SIGNATURE
    }
    found = count_alike(texts, wanted.values(), ALIKE_LABEL)
    return found / len(wanted) if wanted else 0.0
