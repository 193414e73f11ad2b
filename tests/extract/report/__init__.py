"""Tests of recapitulations: grid, counts, sums, the whole part."""
