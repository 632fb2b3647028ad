"""Comparing: each text with all others ever stored: copies and clusters, and stories told in other words."""
