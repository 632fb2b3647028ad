"""Crawling: what is announced is discovered, fetched politely and safely, and kept in the archive."""
