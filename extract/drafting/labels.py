"""What is printed beside a place to write: left of it, above it, and the key made of that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from extract.foreign.pieces import Piece
from forms.form import FieldKind
from records.geometry import Box, bounding_box

ABOVE_REACH = 45.0
"""Millimetres above a place in which its heading may stand."""
BESIDE = 1.5
"""Millimetres a label may reach into its place."""
KEY_LENGTH = 36
_KINDS: tuple[tuple[str, FieldKind], ...] = (
    (r"\bnik\b|no\.? ?ktp", FieldKind.NIK),
    (r"\bnrp\b", FieldKind.NRP),
    (r"\bhp\b|telp|telepon|phone", FieldKind.PHONE),
    (r"\brt ?/ ?rw\b", FieldKind.NEIGHBOURHOOD),
    (r"tgl|tanggal|date", FieldKind.DATE),
    (r"pukul|\bjam\b|\bwaktu\b", FieldKind.TIME),
    (r"^bulan", FieldKind.MONTH),
    (r"pangkat", FieldKind.RANK),
    (r"tempat|desa|kelurahan|kecamatan|kabupaten|\bkota\b|provinsi|distrik", FieldKind.PLACE),
    (r"tanda ?tangan|\bttd\b|paraf", FieldKind.SIGNATURE),
    (r"\bfoto\b", FieldKind.PHOTO),
    (r"\bnama\b", FieldKind.NAME),
    (r"jumlah|banyak|usia|umur", FieldKind.NUMBER),
    (r"uraian|keterangan|keluhan|saran|catatan|alasan", FieldKind.LONG_TEXT),
)
"""What a label asks for, the surer words first."""


def label_left(box: Box, pieces: Sequence[Piece], band: tuple[float, float]) -> str:
    """The text left of a place within a band of heights: the nearest, and what stands with it."""
    level = [
        piece
        for piece in pieces
        if sum(sign.isalpha() for sign in piece.text) > 1
        and band[0] <= piece.box.center[1] <= band[1]
        and piece.box.right <= box.left + BESIDE
    ]
    if not level:
        return ""
    nearest = max(level, key=lambda p: p.box.right)
    reach = nearest.box
    kept = [nearest]
    for piece in sorted(level, key=lambda p: -p.box.right):
        gap = reach.left - piece.box.right
        if piece is not nearest and gap <= 2.5 * piece.box.height:
            kept.append(piece)
            reach = bounding_box([reach, piece.box])
    return clean(_in_order(kept))


def label_above(box: Box, pieces: Sequence[Piece], reach: float = ABOVE_REACH) -> str:
    """The text above a place: the nearest line that stands over it, and lines just above that."""
    over = [
        piece
        for piece in pieces
        if piece.box.bottom <= box.top + BESIDE
        and box.top - piece.box.bottom <= reach
        and _is_over(piece.box, box)
        and sum(sign.isalpha() for sign in piece.text) >= 2
    ]
    if not over:
        return ""
    nearest = max(over, key=lambda p: p.box.bottom)
    top, kept = nearest.box.top, [nearest]
    for piece in sorted(over, key=lambda p: -p.box.bottom):
        level = abs(piece.box.center[1] - nearest.box.center[1]) < nearest.box.height
        if piece is nearest or not (level or 0 <= top - piece.box.bottom <= piece.box.height):
            continue
        kept.append(piece)
        top = min(top, piece.box.top)
    return clean(_in_order(kept))


def _is_over(piece: Box, box: Box) -> bool:
    shared = min(piece.right, box.right) - max(piece.left, box.left)
    return shared >= 0.5 * min(piece.width, box.width)


def _in_order(pieces: Sequence[Piece]) -> str:
    """Pieces as one reads them: lines from top to bottom, each from left to right."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: p.box.center[1]):
        if lines and piece.box.center[1] - lines[-1][0].box.center[1] < 0.6 * piece.box.height:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return " ".join(p.text for line in lines for p in sorted(line, key=lambda p: p.box.left))


def clean(text: str) -> str:
    """A label without colon, dots and stray strokes at its ends."""
    words = [word for word in text.split() if any(sign.isalnum() for sign in word) or word == "/"]
    return re.sub(r"\s*[:.…_]+$", "", " ".join(words)).strip(" :|")


def label_to_key(text: str) -> str:
    """A key of small letters, digits and _; never empty."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    key = ""
    for word in words:
        longer = f"{key}_{word}" if key else word
        if len(longer) > KEY_LENGTH:
            break
        key = longer
    if not key:
        key = (words[0] if words else "isian")[:KEY_LENGTH]
    return key if key[0].isalpha() else f"n{key}"


def label_to_kind(text: str) -> FieldKind:
    """What a label asks for, as far as its words tell."""
    folded = text.casefold()
    for pattern, kind in _KINDS:
        if re.search(pattern, folded):
            return kind
    return FieldKind.TEXT


class Names:
    """The keys given so far: every key of a form is its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, label: str) -> str:
        """A key for a label that none has yet."""
        plain = label_to_key(label)
        key, number = plain, 1
        while key in self._taken:
            number += 1
            key = f"{plain}_{number}"
        self._taken.add(key)
        return key
