"""Documentation as a static site: of programs, packages and the standard library."""
