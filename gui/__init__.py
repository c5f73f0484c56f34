"""Everything of Postil that needs Qt: the window, the reading page, the panels."""
