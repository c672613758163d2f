"""How an outline becomes quantities: rows, nodes and the whole, each in a module of its own; ``graph`` joins them."""
