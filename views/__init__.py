"""The screen: the state of a link, the actions that change it, the page, the map, the panels."""
