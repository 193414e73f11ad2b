"""Months as pages show them: calendar, steps, comparison, proof."""
