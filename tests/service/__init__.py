"""Tests of the hall: order of deeds, leases, sight, users, settings."""
