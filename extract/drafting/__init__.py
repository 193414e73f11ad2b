"""An empty template becomes the proposal of a form's definition."""
