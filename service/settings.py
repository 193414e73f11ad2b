"""Every setting, read once from the environment and never changed while running.

A name that begins with `BERKAS_` and is no setting is refused: a misspelt limit must not be a
missing one. docs/settings.md is written from the sections below.
"""

from __future__ import annotations

import os
import re
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from ingest.limits import Limits
from records.errors import SettingInvalid, SettingUnknown
from records.months import Expected
from service.drops.limits import DropSettings
from service.keying.limits import ReviewSettings
from service.proof.nights import NightSettings
from service.uploading.limits import UploadSettings

PREFIX = "BERKAS_"
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
Section = TypeVar("Section")


@dataclass(frozen=True, slots=True)
class S3Settings:
    """Credentials of an S3-compatible store; only read with `BERKAS_BLOBS_URL=s3+…`."""

    access_key: str = ""
    """Name of the key."""
    secret_key: str = ""
    """The key itself."""
    region: str = ""
    """Region, where the store wants one."""


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """Where the pages are served."""

    host: str = "127.0.0.1"
    """Address to listen on; `0.0.0.0` behind a proxy or in a container."""
    port: int = 8000
    """Port to listen on."""
    proxies: str = "127.0.0.1"
    """Addresses or networks, parted by commas, of proxies that may say where a request came from
    and whether it was encrypted."""
    zone: str = "WIB"
    """The office's time: `WIB`, `WITA` or `WIT`."""

    def __post_init__(self) -> None:
        if self.zone.upper() not in ZONES:
            raise ValueError(f"zone: {', '.join(ZONES)}")

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone moments are told in."""
        return ZoneInfo(ZONES[self.zone.upper()])


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """How entries are worked on."""

    workers: int = 1
    """Worker processes of `berkas serve`, each on one entry at a time; 0 with a broker."""
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    """Processes that read pages, for each worker."""
    attempts: int = 3
    """How often an entry may end its worker or fail unforeseen before it is set aside."""
    interruptions: int = 25
    """How often an entry may be cut off from outside (power, kill) before it is set aside."""
    lease_s: float = 60.0
    """After this long without a sign of life another worker takes the entry over."""
    poll_s: float = 0.5
    """How often a worker without a broker looks for new entries."""
    sweep_s: float = 30.0
    """How often entries that wait without a wake-up call are queued again."""
    limit_s: float = 3600.0
    """Longest time for one entry; beyond it the worker is killed with all it started."""

    def __post_init__(self) -> None:
        if min(self.jobs, self.attempts, self.interruptions) < 1 or self.workers < 0:
            raise ValueError("at least 1")
        if min(self.lease_s, self.poll_s, self.sweep_s, self.limit_s) <= 0:
            raise ValueError("more than 0")


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """Logins and sight."""

    idle_minutes: int = 60
    """A session ends after this long without a request."""
    session_hours: int = 12
    """A session ends after this long in any case."""
    lockout_after: int = 5
    """Wrong passwords in a row before a name is locked."""
    lockout_minutes: int = 15
    """How long it stays locked."""
    password_length: int = 10
    """Least characters of a password."""
    password_rounds: int = 3
    """Rounds of Argon2 for a password; the library's own advice."""
    password_memory_kib: int = 65536
    """Memory in KiB that checking a password takes."""
    admin_reads: bool = False
    """Whether administrators may read papers."""


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """Logging in through an authority's sign-in service (OpenID Connect); off without an issuer."""

    issuer: str = ""
    """Address of the service, `https://…`, as it names itself."""
    client_id: str = ""
    """Name of this installation there."""
    client_secret: str = ""
    """Its secret there."""
    label: str = "SSO"
    """What the button on the login page calls the service."""
    scope: str = "openid profile"
    """What is asked of it; `openid` among it."""
    name_claim: str = "preferred_username"
    """The claim that holds a person's user name here."""
    only: bool = False
    """Whether the login page offers this way alone; passwords still work for programs."""

    def __post_init__(self) -> None:
        if self.issuer and not (self.client_id and "openid" in self.scope.split()):
            raise ValueError("issuer, client_id, scope with openid")

    @property
    def is_on(self) -> bool:
        """Whether there is such a service."""
        return bool(self.issuer)


@dataclass(frozen=True, slots=True)
class MonthSettings:
    """What a month is to hold and what its recapitulation counts."""

    expected: str = "rekap-bulanan=1@5"
    """Papers a month is to hold: `what=count@day` parted by commas, `what` a form, report or kind,
    `day` the deadline in the next month; `code:what=…` holds for that unit and all below."""
    columns: str = (
        "Kunjungan Warga=kunjungan-warga,Kunjungan Usaha=kunjungan-usaha,"
        "Problem Solving=problem-solving,Laporan Informasi=laporan-informasi,"
        "Catatan Kunjungan=catatan-kunjungan.visits"
    )
    """Columns of the generated recapitulation: `title=form` parted by commas; several forms joined
    by `+` are summed, `form.field` counts the rows of a table field."""
    place: str = ""
    """Place of signature on recapitulations and minutes."""

    def __post_init__(self) -> None:
        self.expectations()
        self.recap_columns()

    def expectations(self) -> tuple[Expected, ...]:
        """The expected papers; raises ValueError."""
        return tuple(_expected(text) for text in self.expected.split(",") if text.strip())

    def recap_columns(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Titles and what each counts; raises ValueError."""
        found = []
        for text in self.columns.split(","):
            title, is_one, counted = text.partition("=")
            if not (title.strip() and is_one and counted.strip()):
                raise ValueError("title=form, title=form+form, title=form.field")
            found.append((title.strip(), tuple(part.strip() for part in counted.split("+"))))
        return tuple(found)


EXPECTED = re.compile(r"(?:(?P<unit>[\w./-]+):)?(?P<what>[\w-]+)=(?P<count>\d+)@(?P<day>\d+)")


def _expected(text: str) -> Expected:
    found = EXPECTED.fullmatch(text.strip())
    if found is None or not 1 <= int(found["day"]) <= 28:
        raise ValueError("what=count@day, code:what=count@day; day 1 to 28")
    return Expected(found["what"], int(found["count"]), int(found["day"]), found["unit"] or "")


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole of it; only `service.wiring` sees more than one section."""

    data: Path = Path("data")
    """Folder of the embedded installation: catalogue, files, index."""
    database_url: str = ""
    """Catalogue, `postgresql+psycopg://…`; empty: SQLite in the data folder."""
    blobs_url: str = ""
    """Files, `s3+http://host:port/bucket` or `s3+https://…`; empty: a folder in the data folder."""
    broker_url: str = ""
    """Celery's broker, `redis://…`; empty: workers look into the catalogue themselves."""
    serve: ServeSettings = field(default_factory=ServeSettings)
    work: WorkSettings = field(default_factory=WorkSettings)
    limits: Limits = field(default_factory=Limits)
    uploads: UploadSettings = field(default_factory=UploadSettings)
    drop: DropSettings = field(default_factory=DropSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    access: AccessSettings = field(default_factory=AccessSettings)
    oidc: OidcSettings = field(default_factory=OidcSettings)
    months: MonthSettings = field(default_factory=MonthSettings)
    night: NightSettings = field(default_factory=NightSettings)
    s3: S3Settings = field(default_factory=S3Settings)

    @classmethod
    def from_env(cls, environment: Mapping[str, str]) -> Settings:
        """The settings an environment names, defaults for the rest.

        Raises SettingUnknown for a `BERKAS_` name that is none, SettingInvalid for a value that
        cannot be used.
        """
        given = {name: text for name, text in environment.items() if name.startswith(PREFIX)}
        settings = _section_from(cls, PREFIX, given)
        if given:
            raise SettingUnknown(name=min(given))
        return settings

    @property
    def catalogue_url(self) -> str:
        """The database's address, the embedded one where none is set."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'catalogue.sqlite'}"

    @property
    def blobs_folder(self) -> Path:
        """Where the embedded blob store lies."""
        return self.data / "blobs"

    @property
    def index_folder(self) -> Path:
        """Where the disposable index lies."""
        return self.data / "index"

    @property
    def forms_folder(self) -> Path:
        """Where the office's own form definitions lie."""
        return self.data / "forms"

    @property
    def incoming_folder(self) -> Path:
        """Where uploads stand until they are kept, and copies while they are made."""
        return self.data / "incoming"


def _section_from(section: type[Section], prefix: str, given: dict[str, str]) -> Section:
    """The section with the values named by `given`, which are taken out of it."""
    hints = typing.get_type_hints(section)
    values: dict[str, Any] = {}
    for part in fields(section):  # type: ignore[arg-type]
        name = f"{prefix}{part.name.upper()}"
        wanted = hints[part.name]
        if is_dataclass(wanted):
            values[part.name] = _section_from(wanted, f"{name}_", given)  # type: ignore[arg-type]
        elif name in given:
            values[part.name] = _value(name, given.pop(name), wanted)
    try:
        return section(**values)
    except ValueError as error:
        raise SettingInvalid(name=f"{prefix}*", value=values, expected=str(error)) from error


TRUE_WORDS = frozenset({"1", "true", "yes", "on", "ya"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", "tidak", ""})


def _value(name: str, text: str, wanted: type) -> object:
    """The text as the wanted type; raises SettingInvalid."""
    if wanted is bool:
        if text.lower() in TRUE_WORDS | FALSE_WORDS:
            return text.lower() in TRUE_WORDS
        raise SettingInvalid(name=name, value=text, expected="true, false")
    try:
        return wanted(text)
    except ValueError as error:
        raise SettingInvalid(name=name, value=text, expected=wanted.__name__) from error
