"""What arrives: files of every kind, archives, other formats, passwords, and the account of each.

``made`` makes the files; ``beside`` holds each of them against two good forms, whose results must not change.
"""
