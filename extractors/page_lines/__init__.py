"""What the lines of a page say of themselves: headline repeats, datelines, bylines, prompts, tag tails."""
