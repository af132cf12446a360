"""The assembler: IR in, a unit of register bytecode out."""
