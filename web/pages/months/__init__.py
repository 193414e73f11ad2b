"""Months of units: the calendar, one month, papers that cannot be filed, recapitulation, proof."""
