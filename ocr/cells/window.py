"""A piece of a form's layout as the page shows it, flat and upright."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from records.geometry import Box, Homography

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Pixels of a box of the layout; `scale` is pixels to a millimetre."""

    pixels: Grey
    box: Box
    scale: float

    def to_pixels(self, box: Box) -> Box:
        """A box of the layout in the window's pixels."""
        left, top = self.box.left, self.box.top
        moved = Box(box.left - left, box.top - top, box.right - left, box.bottom - top)
        return moved.scale(self.scale, self.scale)


def cut_window(page: Grey, place: Homography, box: Box, scale: float, beyond: int = 255) -> Window:
    """The box of the layout cut out of the page; past the page all is `beyond`."""
    matrix = np.array(place.rows, dtype=np.float64).reshape(3, 3)
    to_layout = np.array([[1 / scale, 0, box.left], [0, 1 / scale, box.top], [0, 0, 1]])
    size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    flat = cv2.warpPerspective(
        page,
        matrix @ to_layout,
        size,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=beyond,
    )
    return Window(np.asarray(flat, dtype=np.uint8), box, scale)


def pixels_per_mm(place: Homography, box: Box) -> float:
    """How finely the page shows a place of the layout."""
    x, y = box.center
    at, right, down = (place.apply(p) for p in ((x, y), (x + 1, y), (x, y + 1)))
    wide = float(np.hypot(right[0] - at[0], right[1] - at[1]))
    tall = float(np.hypot(down[0] - at[0], down[1] - at[1]))
    return (wide + tall) / 2
