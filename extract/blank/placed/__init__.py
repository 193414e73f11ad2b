"""Blanks read by place: a layout laid on the page says where each value stands."""
