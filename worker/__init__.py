"""The queue's door: a Celery application with tasks of three lines."""
