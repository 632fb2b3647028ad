"""Storing: what was read becomes rows, linked to entities, checked, published, verified."""
