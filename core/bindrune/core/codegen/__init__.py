"""The fast tier: the IR of a function as a function of Python.

To be read in this order: ``inference`` finds out what values are, in the whole program; ``writer.py`` and ``body.py``
are the text of one function under way, to which ``forms`` add what each node of the IR becomes; ``unit.py`` decides
which versions of which functions there are, ``emit.py`` compiles them and ``positions.py`` gives them the places of the
program; ``module.py`` is what is kept of it on disk; ``running`` executes it; ``policy.py`` says when, ``tiers.py`` why
not.
"""
