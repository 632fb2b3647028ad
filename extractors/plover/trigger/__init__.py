"""Where a word tells an event: verb or masdar, with the words it needs."""
