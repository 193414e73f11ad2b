"""What a blank is: fields, labels, kinds and layout, loaded from TOML definitions."""
