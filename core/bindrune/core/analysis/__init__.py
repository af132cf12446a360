"""Analysis: items, names, imports, visibility, scopes of bodies, and what of a program is
reachable.
"""
