"""Uploads that arrive in pieces over bad lines: kept on the disk, gone on with, handed in whole."""
