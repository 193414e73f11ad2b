"""Monthly recapitulations: a typed table of counts, its unit, month, number and signature."""
