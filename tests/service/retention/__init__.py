"""Tests of retention, holds and destruction."""
