"""Settings, addresses and server entry points: puts the rooms together, holds no rule of theirs."""
