"""Our own blanks beside other offices': the same values, the same hand, the same device."""

from __future__ import annotations

import random as randomness
from collections.abc import Iterator

import numpy as np

from forms.definitions import load_forms
from forms.form import Form
from tests.accuracy.drawn import Paper, damaged
from tests.papers.blanks import HANDS, LAYOUTS, draw_blank
from tests.papers.pen import INKS, Way
from tests.papers.printed import draw_printed, scaled
from tests.papers.scanning import DPI, Level, pages_to_pdf, scan
from tests.papers.values import fill_form

DEVICES: tuple[Level, ...] = ("copier", "phone", "worn", "poor")
WAYS: tuple[Way, ...] = ("plain", "minded")
FIRST_SEED, STEP, PAIRS = 5000, 7, 10
"""Seven has no part in the number of forms, hands, ways or layouts: ten pairs meet all of each."""
POINTS_PER_MM = 72 / 25.4
FONT_FILES = {hand: hand.lower().replace(" ", "-") for hand in HANDS}
LEFT_OUT = ("lembar-foto",)


def draw_pair(seed: int, device: Level) -> tuple[Paper, Paper]:
    """One set of values on our blank, filled at the boxes of its layout, and on another's."""
    form = _form(seed)
    hand = sorted(HANDS)[(seed // 5) % len(HANDS)]
    given = fill_form(form, randomness.Random(seed))
    way, layout = WAYS[seed % len(WAYS)], LAYOUTS[seed % len(LAYOUTS)]
    size, ink = HANDS[hand] / POINTS_PER_MM, INKS[seed % len(INKS)]
    ours = draw_printed(form, seed, FONT_FILES[hand], given=given, way=way, size=size, ink=ink)
    colour = f"rgb{ink}"
    theirs = draw_blank(form, seed, layout, hand, given=given, ink=colour)
    truth = {
        "kind": "form",
        "form": form.id,
        "unit": ours.unit,
        "fields": {k: list(v) if isinstance(v, tuple) else v for k, v in ours.fields.items()},
    }
    random = np.random.default_rng(seed)
    pages = [scan(scaled(page, DPI[device]), device, random) for page in ours.pages]
    name = f"{form.id}{seed}"
    return (
        Paper(f"own-{name}", f"own {device}", pages_to_pdf(pages, DPI[device]), truth),
        Paper(name, f"foreign {device}", damaged(theirs.pdf, device, seed), truth),
    )


def draw_pairs(pairs: int = PAIRS) -> Iterator[Paper]:
    """The papers of the figures like for like, device by device."""
    for device in DEVICES:
        for number in range(pairs):
            yield from draw_pair(FIRST_SEED + STEP * number, device)


def _form(seed: int) -> Form:
    forms = [
        form
        for form in sorted(load_forms(), key=lambda form: form.id)
        if form.kind == "form" and form.id not in LEFT_OUT and form.value_keys
    ]
    return forms[seed % len(forms)]
