"""What the library costs, as ratios to what its users could take instead; run with nox -s bench."""
