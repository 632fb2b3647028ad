"""Plain functions that the flows call, in three rooms: crawling, cleaning, storing."""
