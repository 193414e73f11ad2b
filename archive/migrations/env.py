"""What Alembic runs: the migrations, on the connection it was handed."""

from __future__ import annotations

from alembic import context

from archive.catalogue.month_tables import months
from archive.desk.tables import reviews
from archive.prints.tables import blank_prints
from archive.retention.tables import holds


def migrate() -> None:
    """Run within the caller's transaction, so that a catalogue is whole or unchanged."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=[table.metadata for table in (months, reviews, blank_prints, holds)],
        render_as_batch=True,
    )
    context.run_migrations()


migrate()
