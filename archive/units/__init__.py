"""Units over time: which there are, what letterheads call them, who serves in which village."""
