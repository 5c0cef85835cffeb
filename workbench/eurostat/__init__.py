"""Eurostat's tables: asked for, read in each of its four formats, and placed in our regions."""
