"""Where every endpoint is entered: one router, since an address is one wherever its methods are written."""

from typing import Final

from ninja import Router

router: Final = Router()
