"""Tests of the figures `berkas bench` tells."""
