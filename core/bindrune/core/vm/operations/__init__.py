"""What each operator, access and conversion does to values, once for both tiers."""
