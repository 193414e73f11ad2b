"""Pages of a form that is defined by places: found by what is printed on them, read by place."""
