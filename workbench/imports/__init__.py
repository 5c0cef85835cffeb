"""Files brought in: read, matched, checked, confirmed and, when wrong, undone.

A file has one of two shapes, a survey wave (`workbench.survey`) or the table of one noun
(`workbench.tables`); everything in this folder is the same for both.
"""
