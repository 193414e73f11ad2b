"""Lists that leave the plain order: side by side, without a readable head, over a page turn."""
