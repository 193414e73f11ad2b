"""Every word of the pages stands in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from web.language import Tongue, english_catalogue

WEB = english_catalogue().parent.parent
ZONE = ZoneInfo("Asia/Makassar")
ID, EN = Tongue("id", ZONE), Tongue("en", ZONE)
PLACEHOLDER = re.compile(r"\{\w+\}")


def written() -> set[str | tuple[str, ...]]:
    """Every message of templates and code."""
    keywords = {"_": None, "mark": None, "text": None, "ngettext": (1, 2), "count": (1, 2)}
    found = extract_from_dir(
        WEB,
        [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")],
        keywords=keywords,
    )
    return {message for _, _, message, _, _ in found}


def translated() -> Iterator[Message]:
    """Every message of the English catalogue."""
    with english_catalogue().open("rb") as source:
        yield from (message for message in read_po(source) if message.id)


def test_every_message_has_its_english_and_none_is_left_over() -> None:
    known = {m.id if isinstance(m.id, str) else tuple(m.id) for m in translated()}
    assert written() - known == set(), "missing in web/locale/en.po"
    assert known - written() == set(), "no longer used"
    assert len(known) > 200


def test_no_english_is_empty_or_loses_a_fact() -> None:
    for message in translated():
        said = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        asked = message.id if isinstance(message.id, str) else message.id[0]
        assert not message.fuzzy, asked
        for text in said:
            assert text, asked
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(asked)), asked


def test_templates_say_nothing_outside_the_catalogue() -> None:
    """Between tags stand only marks of punctuation, names and the languages' own names."""
    allowed = {
        "berkas",
        "Bahasa Indonesia",
        "English",
        "Enter",
        "Tab",
        "Esc",
        "Alt",
        "Ins",
        "Shift",
        "TOML",
        "A4",
        "F4",
        "PgUp",
        "PgDn",
        "wide",
        "has-place",
        "is-doubtful",
    }
    for template in sorted((WEB / "templates").glob("*.html")):
        for text in texts_of(template):
            is_word = re.search(r"[A-Za-z]{3,}", text) and '="' not in text
            assert not is_word or text.strip("· ") in allowed, (template.name, text)


def texts_of(template: Path) -> Iterator[str]:
    """What a template writes between tags by itself."""
    text = template.read_text(encoding="utf-8")
    for pattern in (r"\{#.*?#\}", r"\{%.*?%\}", r"\{\{.*?\}\}", r"<[^>]*>"):
        text = re.sub(pattern, "\n", text, flags=re.DOTALL)
    yield from (line.strip() for line in text.splitlines() if line.strip())


def test_days_months_numbers_and_sizes_are_said_in_each_language() -> None:
    assert ID.day(date(2019, 10, 1)) == "1 Oktober 2019"
    assert EN.day(date(2019, 10, 1)) == "1 October 2019"
    assert ID.month("2019-05") == "Mei 2019"
    assert ID.month(None) == ""
    assert ID.month("2019-13") == "2019-13"
    assert (ID.number(12345), EN.number(12345)) == ("12.345", "12,345")
    assert (ID.size(1_500_000), EN.size(999)) == ("1,4 MB", "999 B")
    assert ID.month_names()[4] == "Mei"


def test_moments_are_told_in_the_offices_time() -> None:
    assert "07.30" in ID.moment(datetime(2024, 1, 1, 23, 30, tzinfo=UTC))
    assert ID.today(datetime(2024, 1, 1, 23, 30, tzinfo=UTC)) == "2 Januari 2024"


def test_counts_have_a_plural_where_the_language_has_one() -> None:
    one, many = "{n} halaman", "{n} halaman"
    assert (EN.count(one, many, 1), EN.count(one, many, 2)) == ("1 page", "2 pages")
    assert ID.count(one, many, 2) == "2 halaman"


def test_an_unknown_language_is_indonesian() -> None:
    assert Tongue("xx", ZONE).code == "id"
