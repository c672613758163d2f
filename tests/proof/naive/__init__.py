"""The fourth witness: a rubric scored straight from its text, in fractions, by someone who has only read the manual.

Apart from everything: it knows none of the program's modules. No expressions, no outline; a node's score is computed
by going down the tree with the entries in hand.
"""
