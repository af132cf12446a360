"""How nodes of the IR become Python: the functions that are registered by the class of a node, and what they share."""
