"""The screen: a module for each panel, thin over `geo/`."""
