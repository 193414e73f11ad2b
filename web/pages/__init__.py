"""The routes people visit; each asks the hall and fills a template."""
