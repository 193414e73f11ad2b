"""How long papers are kept: rules, holds, lists of what is to go, and the traces of what went."""
