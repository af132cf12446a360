"""Values, access states and the operations on them."""
