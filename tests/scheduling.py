"""Which tests run on one worker, so that what they share is built once, and which run first."""

from collections import OrderedDict
from typing import Any

from xdist.scheduler import LoadFileScheduling

SHARING = ("tests/checklist/",)
"""Folders whose files share what takes minutes: workbooks that LibreOffice recalculated."""

LONG = (*SHARING, "tests/browser/", "tests/sheets/test_fuzz.py", "tests/ui/")
"""What takes longest, whatever the number of its tests: the last file that is handed out must be a
short one, or else one worker waits for the other."""


class _LongFirst(OrderedDict[str, Any]):
    """What waits to be handed out; it is taken from the front."""

    def __setitem__(self, name: str, tests: Any) -> None:
        super().__setitem__(name, tests)
        for start in reversed(LONG):
            for one in [one for one in self if one.startswith(start)]:
                self.move_to_end(one, last=False)


class KeptTogether(LoadFileScheduling):
    """Hands out whole files, and whole folders whose files share something."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.workqueue = _LongFirst()

    def _split_scope(self, nodeid: str) -> str:
        """Return the name of what a test is handed out with."""
        file = super()._split_scope(nodeid)
        return next((folder for folder in SHARING if file.startswith(folder)), file)
