"""Tests of the process trees and the Celery door."""
