"""What goes on paper: statements as PDF and as documents, in every language, from the same reading as the screen's.

* A paper is drawn from values alone; nothing is fetched, and no font but ours is used.
* The same values give the same bytes.
"""

from paraph.papers.session_book_sheet import session_book_sheet
from paraph.papers.statement_document import statement_document
from paraph.papers.statement_sheet import statement_sheet

__all__ = ["session_book_sheet", "statement_document", "statement_sheet"]
