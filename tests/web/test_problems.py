"""Every failure has a status, words in both languages, and tells nothing of the inside."""

from __future__ import annotations

import string
from zoneinfo import ZoneInfo

import pytest

from records.errors import (
    BerkasError,
    CatalogueUnavailable,
    NotAllowed,
    ScanTooLarge,
    UnitTableInvalid,
)
from web.language import Tongue
from web.problems import DoorRefused, split_remedy, status_of, tell, tell_status
from web.views.failures import error_classes

ZONE = ZoneInfo("Asia/Jakarta")
TONGUES = (Tongue("id", ZONE), Tongue("en", ZONE))


def made(cls: type[BerkasError]) -> BerkasError:
    """A failure of the class with some value for every fact its words name."""
    texts = cls.text_id + cls.text_en
    names = {name for _, name, _, _ in string.Formatter().parse(texts) if name}
    return cls(**dict.fromkeys((name.split("!")[0] for name in names), 7))


@pytest.mark.parametrize("code", sorted(error_classes()))
def test_every_failure_is_told_with_a_status_and_a_message(code: str) -> None:
    error = made(error_classes()[code])
    assert 400 <= status_of(error) < 600
    for tongue in TONGUES:
        told = tell(error, tongue)
        assert told.code == code
        assert told.message
        assert "{" not in told.message + told.remedy


def test_the_nearest_class_decides_the_status() -> None:
    assert status_of(ScanTooLarge(name="a", limit=1)) == 413
    assert status_of(NotAllowed(deed="read", role="clerk")) == 403


def test_what_nobody_foresaw_is_told_without_its_inside() -> None:
    told = tell(RuntimeError("/secret/path"), TONGUES[0])
    assert told.status == 500
    assert "secret" not in str(told.to_json())


@pytest.mark.parametrize("status", [400, 401, 404, 405, 418, 429, 500, 503, 599])
def test_any_status_has_words(status: int) -> None:
    for tongue in TONGUES:
        told = tell_status(status, tongue)
        assert told.status == status
        assert told.to_json()["error"]["message"]


def test_a_refusal_at_the_door_has_the_same_shape() -> None:
    assert tell(DoorRefused(429), TONGUES[1]).to_json()["error"]["code"] == "request.too-many"


def test_the_reason_of_our_own_fault_is_for_the_log_alone() -> None:
    error = CatalogueUnavailable(reason="password of berkas@10.0.0.5 is wrong")
    for tongue in TONGUES:
        assert "10.0.0.5" not in tell(error, tongue).message
    assert "baris" in tell(UnitTableInvalid(file="a", line=1, reason="baris"), TONGUES[0]).message


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Salah. Coba lagi.", ("Salah.", "Coba lagi.")),
        ("Salah.", ("Salah.", "")),
        ("", ("", "")),
    ],
)
def test_message_and_remedy_are_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert split_remedy(text) == parts
