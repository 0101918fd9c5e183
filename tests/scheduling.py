"""Which tests run on one worker, so that what they share is built once."""

from xdist.scheduler import LoadFileScheduling

SHARING = ("tests/checklist/",)
"""Folders whose files share what takes minutes: workbooks that LibreOffice recalculated."""


class KeptTogether(LoadFileScheduling):
    """Hands out whole files, and whole folders whose files share something."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the name of what a test is handed out with."""
        file = super()._split_scope(nodeid)
        return next((folder for folder in SHARING if file.startswith(folder)), file)
