"""Loops over arrays that are the heart of the network measures: one plain function each, compiled where that is ready.

A kernel takes arrays and numbers of the types that its signature says, writes into the arrays given for that, and calls
no other kernel. `geflecht compile` makes them ready where numba is installed (extra `fast`); else Python runs them.
"""
