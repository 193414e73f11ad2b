"""The doors work comes through: a Celery application, and the tree of processes that serve."""
