"""Files with one record a row: the table of any noun, as its resource declares its columns."""
