"""What the two commands of the Makefile need: standard library only, for any Python."""
