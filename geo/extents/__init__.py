"""The extents of Khorasan: the evidence, the bands drawn from it, and what they answer."""
