"""Time expressions: calendars, relative times, clock times, durations, and their TIMEX3 values."""
