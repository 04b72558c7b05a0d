"""The API: the same verbs and views as the pages, as JSON under /api/v1/.

* No rule lives here: what may be said, by whom and how often is asked of `service`, as the pages ask it.
* What is described is what is declared: every schema is read off a type, every verb off its kind.
* Who asks shows a token. No cookie opens anything, so no other page can ask in a person's name.
"""
