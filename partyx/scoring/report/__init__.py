"""Reports: leaderboards and comparisons as text, one HTML page, and JUnit for continuous integration."""
