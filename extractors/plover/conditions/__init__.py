"""What a trigger's sentence must show for it to be an event, and what shows that it is none."""
