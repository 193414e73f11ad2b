"""Activity matrices with the grids, heads and texts that offices draw, as pictures with truth."""
