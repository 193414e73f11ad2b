"""Printed letters with fields of a form: read from print, by paragraphs."""
