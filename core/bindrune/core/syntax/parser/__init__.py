"""The parser: recursive descent by hand, with recovery. `entry` is where it starts."""
