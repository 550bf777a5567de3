"""The panels and cards beside the map, a module each."""
