"""How a page image becomes upright and flat: photo, light, turn, skew."""
