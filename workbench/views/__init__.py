"""The pages of the import wizard: file, columns, check, record, undo; and the templates."""
