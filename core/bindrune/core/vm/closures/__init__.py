"""The closures that instructions are linked to: one factory for each instruction and each fused group of them.

A closure takes the register list of its frame, does its work and returns the closure to run next, or ``None`` if the
running frame changed (a call, a return): the machine then takes frame and closure from the execution. Registers 0 to 2
of a frame are its header: the execution, the linked function, and the generator or stream that owns the frame.

A fused closure runs only the fast path of its group; everything else it leaves to the closure of its first instruction,
which goes on with the others one by one, so that an error has the place of the instruction that made it.
"""
