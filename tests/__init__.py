"""The check of the house; its folders mirror the rooms."""
