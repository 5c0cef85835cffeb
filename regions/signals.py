"""What the rooms above may listen to."""

from django.dispatch import Signal

# Sent last in every transaction that wrote records, while it is still open: whoever keeps something
# that follows from them brings it up to date within the same transaction.
written = Signal()
