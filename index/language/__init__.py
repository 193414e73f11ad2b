"""How words of these papers are recognised as the same: folding, stems, abbreviations, slips."""
