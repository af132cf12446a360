"""IR to units: the assembler, the unit and its file format, the disassembler."""
