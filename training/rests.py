"""What is no writing: strokes of frames, corners, blots, scribbles, as the reader meets them.

The network it began with takes them for ideographs, and that is how they are told from writing
(0135); the learnt one must keep saying so.
"""

from __future__ import annotations

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT = 48
WIDTHS = (32, 48, 64, 96, 140)

Grey = NDArray[np.uint8]


def draw_rest(random: Random) -> Grey:
    """One to four strokes, 48 rows."""
    picture = np.full((HEIGHT, random.choice(WIDTHS)), 255, np.uint8)
    for _ in range(random.randint(1, 4)):
        _stroke(picture, random)
    if random.random() < 0.6:
        blurred = cv2.GaussianBlur(picture, (0, 0), random.uniform(0.5, 1.5))
        return np.asarray(blurred, np.uint8)
    return picture


def _stroke(picture: Grey, random: Random) -> None:
    height, width = picture.shape
    x, y = random.randint(2, width - 3), random.randint(3, height - 4)
    thick, dark, sort = random.randint(2, 7), random.randint(0, 90), random.random()
    if sort < 0.3:
        foot = (x + random.randint(-3, 3), random.randint(30, 47))
        cv2.line(picture, (x, random.randint(0, 12)), foot, dark, thick)
    elif sort < 0.55:
        end = (x + random.randint(8, 40), y + random.randint(-3, 3))
        cv2.line(picture, (x, y), end, dark, thick)
    elif sort < 0.7:
        head = (x, random.randint(2, 20))
        end = (x + random.randint(8, 30), y + random.randint(-2, 2))
        corner = np.array([head, (x + random.randint(-2, 2), y), end], np.int32)
        cv2.polylines(picture, [corner], False, dark, thick)
    elif sort < 0.8:
        end = (x + random.randint(14, 40), random.randint(30, 46))
        cv2.rectangle(picture, (x, random.randint(2, 14)), end, dark, random.randint(2, 4))
    elif sort < 0.9:
        cv2.circle(picture, (x, y), random.randint(2, 9), dark, random.choice((-1, -1, 2)))
    else:
        count = random.randint(3, 7)
        places = [(random.randint(0, width - 1), random.randint(4, 44)) for _ in range(count)]
        cv2.polylines(picture, [np.array(places, np.int32)], False, dark, thick)
