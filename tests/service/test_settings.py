"""Settings come from the environment, all of them documented, none by accident."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from records.errors import SettingInvalid, SettingUnknown
from service.settings import Settings
from service.settings_page import page, rows

PAGE = Path(__file__).parent.parent.parent / "docs" / "settings.md"


def test_the_offices_time_is_one_of_three() -> None:
    assert Settings().serve.time_zone.key == "Asia/Jakarta"
    chosen = Settings.from_env({"BERKAS_SERVE_ZONE": "wit"})
    assert chosen.serve.time_zone.key == "Asia/Jayapura"
    with pytest.raises(SettingInvalid):
        Settings.from_env({"BERKAS_SERVE_ZONE": "UTC"})


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.from_env({"HOME": "/x"}) == Settings()


def test_every_kind_of_value_is_read() -> None:
    settings = Settings.from_env(
        {
            "BERKAS_DATA": "/srv/berkas",
            "BERKAS_BROKER_URL": "redis://x",
            "BERKAS_SERVE_PORT": "9000",
            "BERKAS_WORK_LEASE_S": "1.5",
            "BERKAS_ACCESS_ADMIN_READS": "ya",
            "BERKAS_LIMITS_MAX_PAGES": "7",
        }
    )
    assert settings.data == Path("/srv/berkas")
    assert settings.serve.port == 9000
    assert settings.work.lease_s == 1.5
    assert settings.access.admin_reads
    assert settings.limits.max_pages == 7
    assert settings.catalogue_url == "sqlite:////srv/berkas/catalogue.sqlite"
    assert pickle.loads(pickle.dumps(settings)) == settings  # noqa: S301 -- our own bytes


@pytest.mark.parametrize("name", ["BERKAS_", "BERKAS_PROT", "BERKAS_SERVE", "BERKAS_LIMITS"])
def test_a_name_that_is_no_setting_is_refused(name: str) -> None:
    with pytest.raises(SettingUnknown):
        Settings.from_env({name: "1"})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BERKAS_SERVE_PORT", "http"),
        ("BERKAS_ACCESS_ADMIN_READS", "perhaps"),
        ("BERKAS_WORK_JOBS", "0"),
        ("BERKAS_WORK_LEASE_S", "-1"),
        ("BERKAS_LIMITS_MAX_BYTES", "0"),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingInvalid):
        Settings.from_env({name: value})


def test_every_setting_is_explained() -> None:
    assert not [name for name, _, meaning in rows() if not meaning]


def test_the_page_of_settings_is_complete() -> None:
    """Written by `python -m service.settings_page > docs/settings.md`."""
    assert PAGE.read_text() == page()
