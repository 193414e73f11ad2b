"""docs/errors.md, written from the classes: every code, its HTTP status, its words."""

from __future__ import annotations

import sys

from web.problems import STATUS
from web.views.failures import error_classes

HEAD = """# Error codes

Written by `python -m api.errors_page > docs/errors.md`; a test compares.

A code never changes its meaning. Programs get it as `{"error": {"code", "message", "remedy"?}}`
with the HTTP status beside it; facts in braces are filled in.

| code | status | Indonesian | English |
|---|---|---|---|
"""


def errors_page() -> str:
    """The page, codes in alphabetical order."""
    rows = []
    for code, cls in sorted(error_classes().items()):
        status = next(STATUS[parent] for parent in cls.__mro__ if parent in STATUS)
        texts = " | ".join(text.replace("|", "\\|") for text in (cls.text_id, cls.text_en))
        rows.append(f"| `{code}` | {status} | {texts} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    sys.stdout.write(errors_page())
