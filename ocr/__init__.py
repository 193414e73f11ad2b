"""A page image becomes upright, flat words with boxes, rulings and symbols."""
