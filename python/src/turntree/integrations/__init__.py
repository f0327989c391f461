"""Lines of an export in the very objects that a trainer loads; a module for each trainer.

A module imports its trainer when it is imported, and nothing else does.
"""
