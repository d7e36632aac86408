"""How a sentence is read: words, patterns of words, and the parts that they are.

``_plain``, ``_words`` and ``_notation`` make words of a text and patterns of words. ``_islands``
lets the kinds of parts claim words: ``_names`` and ``_confidences`` first, then ``_horizons``,
``_cadences``, ``_durations`` and ``_quantities``. ``_clauses`` finds who, what, what for and when.
"""
