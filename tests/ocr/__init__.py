"""The reading room: pages become upright words, rulings and shapes."""
