"""Ballots: raters' opinions of many units, from blank rating workbooks to the points of a source.

``slips`` says what a ballot is, ``words`` and ``layout`` how it looks, ``blanks`` makes the files. ``votes`` is a
ballot as it came back, ``reading`` and ``votes_table`` read it, ``rivals`` lets each number count once. ``counting``
makes the points and ``tables`` what is shown of them.
"""
