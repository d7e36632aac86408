"""The tests of smartgoals."""
