"""What Sphinx is taught for these documents."""
