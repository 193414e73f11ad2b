"""Tests of the archive: stores, catalogue, migrations."""
