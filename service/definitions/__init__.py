"""The office's own forms: defined by administrators, every version kept, bad ones refused."""
