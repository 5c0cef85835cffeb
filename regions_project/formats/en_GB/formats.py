"""How forms take and show a date: year, month and day, which nobody reads the other way round."""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
