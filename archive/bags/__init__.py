"""Bags: a month as files with digests by RFC 8493, and the program that checks them anywhere."""
