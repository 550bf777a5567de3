"""Turn pinned packages into today's lands, waters and relief; needs npm."""
