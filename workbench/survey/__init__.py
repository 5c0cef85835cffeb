"""Reading a survey wave: file -> table -> matched columns -> facts -> plan -> apply.

Every module but `books` is pure: plain data in, plain data out.
"""
