"""Activity matrices with every way an office runs its arrows, as any device hands them over."""
