"""What is drawn on an upright page: ink against paper, its marks, and what to paint out."""
