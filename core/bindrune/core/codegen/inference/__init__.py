"""What is known of values before a line is written: kinds, and where values flow in the whole program."""
