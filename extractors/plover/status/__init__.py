"""Is it told, and has it happened?"""
