"""Opening the catalogue: one engine, two databases, transactions that wait their turn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from records.errors import CatalogueUnavailable

BUSY_TIMEOUT_S = 30.0
MIGRATIONS = Path(__file__).parent.parent / "migrations"
MIGRATION_LOCK = 7_240_115
"""Any number: PostgreSQL's name for "somebody migrates this catalogue"."""


class Catalogue:
    """The database behind a URL; nothing is opened before the first transaction."""

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)

    @property
    def is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A transaction that may write, committed at the end; raises CatalogueUnavailable.

        On SQLite it takes the write lock at once: one that reads first and writes later would
        be refused without waiting as soon as another had written between.
        """
        with _translated(), self._engine.connect() as db:
            db = db.execution_options(writes=True)
            with db.begin():
                yield db

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads; raises CatalogueUnavailable."""
        with _translated(), self._engine.connect() as db, db.begin():
            yield db

    def migrate(self) -> None:
        """Bring the tables to the newest shape; several processes may try at once."""
        with _translated(), self._engine.connect() as db:
            db = db.execution_options(writes=True)
            with db.begin():
                if not self.is_sqlite:
                    db.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
                config = Config()
                config.set_main_option("script_location", str(MIGRATIONS))
                config.attributes["connection"] = db
                command.upgrade(config, "head")

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, pool_size=5, max_overflow=20)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_S}, max_overflow=40)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own idea of when a transaction begins is switched off; _begin_sqlite says it.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT_S * 1000)}")
    cursor.close()


def _begin_sqlite(db: Connection) -> None:
    writes = db.get_execution_options().get("writes", False)
    db.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    """A database that does not answer is ServiceUnavailable; a wrong statement stays our fault."""
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise CatalogueUnavailable(reason=_reason(error)) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise CatalogueUnavailable(reason=_reason(error)) from error
        raise


def _reason(error: SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).strip().partition("\n")[0]
