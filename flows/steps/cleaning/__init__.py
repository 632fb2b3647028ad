"""Cleaning: from the bytes of a page to its article, its lines told apart."""
