"""How a goal is judged: what is known of it, the rules, and the sentence that would be clearer.

``_facts`` is what a rule may look at, ``_acts`` what sort of doing a sentence names, ``_lexicon``
the words. The rules stand by criterion, and ``_catalogue`` puts them in order.
"""
