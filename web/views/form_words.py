"""What a form's definition says of its fields: their order, and the words printed on the paper."""

from __future__ import annotations

from collections.abc import Iterable

from forms.form import Form
from web.views import labels


def form_words(form_id: str | None, forms: Iterable[Form]) -> dict[str, str]:
    """The printed label of every key of a form in the paper's order; empty for an unknown form."""
    form = next((one for one in forms if one.id == form_id), None)
    if form is None:
        return {}
    words: dict[str, str] = {}
    for field in form.fields:
        words[field.key] = _first(field.labels)
        words.update((option.key, _first(option.labels)) for option in field.options)
    for field in form.fields:
        for column in field.columns:
            words.setdefault(column.key, _first(column.labels))
    return {key: word for key, word in words.items() if word}


def form_title(form_id: str, forms: Iterable[Form]) -> str:
    """What pages call a form: our word for it, else its first title; told apart from its id."""
    ours = labels.FORMS.get(form_id)
    title = next((one.titles[0] for one in forms if one.id == form_id), "")
    return ours or title.capitalize() or labels.named({}, form_id)


def _first(labels: tuple[str, ...]) -> str:
    return labels[0] if labels else ""
