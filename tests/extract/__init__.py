"""Tests of the room that turns words, rulings and symbols into records."""
