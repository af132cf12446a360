"""What a program runs in: the context of installed modules, native rows, IO and policies."""
