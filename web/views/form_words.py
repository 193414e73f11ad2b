"""What a form's definition says of its fields: their order, and the words printed on the paper."""

from __future__ import annotations

from functools import lru_cache

from forms.definitions import load_forms


@lru_cache(maxsize=64)
def form_words(form_id: str) -> dict[str, str]:
    """The printed label of every key of a form in the paper's order; empty for an unknown form."""
    for form in load_forms():
        if form.id == form_id:
            break
    else:
        return {}
    words: dict[str, str] = {}
    for field in form.fields:
        words[field.key] = _first(field.labels)
        words.update((option.key, _first(option.labels)) for option in field.options)
    for field in form.fields:
        for column in field.columns:
            words.setdefault(column.key, _first(column.labels))
    return {key: word for key, word in words.items() if word}


def _first(labels: tuple[str, ...]) -> str:
    return labels[0] if labels else ""
