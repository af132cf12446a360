"""Properties that hold for all inputs, tried on some that hypothesis makes."""
