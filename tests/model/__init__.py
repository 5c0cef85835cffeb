"""The data model: every rule, on both databases, and what the records remember."""
