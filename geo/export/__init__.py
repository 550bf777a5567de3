"""What the atlas hands out as files, to a browser and on the command line."""
