"""The map's paper: all of a scene that a choice leaves as it is."""
