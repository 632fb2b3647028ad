"""Storing: what was read becomes rows, compared, linked, checked, published, verified."""
