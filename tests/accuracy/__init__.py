"""How rightly papers are read: figures by stage and level, and floors below which none may fall."""
