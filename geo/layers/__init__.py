"""The map's layers: a view goes in, a pydeck deck comes out."""
