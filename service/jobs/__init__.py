"""Who does the work and when: queues, claims by lease, workers, the index's feeding."""
