"""Procedures for people who go on editing: a Word document and a workbook of their record."""
