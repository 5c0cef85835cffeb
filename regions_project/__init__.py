"""The project: settings, addresses and server entry points. It assembles; it knows no domain."""
