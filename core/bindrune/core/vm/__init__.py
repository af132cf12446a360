"""Values of a running program, their operations and the machine."""
