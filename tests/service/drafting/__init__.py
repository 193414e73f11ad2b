"""Templates drafted, completed and read."""
