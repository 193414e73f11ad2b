"""Retention and proof as pages show them: sums, states of lists, damage in an auditor's words."""
