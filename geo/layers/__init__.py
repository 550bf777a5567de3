"""The map's layers: a view goes in, a scene comes out, which `renderer/` draws."""
