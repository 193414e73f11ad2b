"""The hall: settings, wiring, pipeline, queue and permissions; the order of work."""
