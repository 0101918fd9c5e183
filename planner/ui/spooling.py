"""Files in the uploader, and on disk for as long as they are needed."""

import hashlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from planner.ui.state import SPOOLED, Screen

HASH_SIGNS = 24


@dataclass(frozen=True)
class Upload:
    """A file in the uploader.

    Attributes:
        file: as Streamlit holds it in memory.
        content: stands for what is in it; the same in all sessions.
        path: where it is spooled while it is needed; of this session alone.
    """

    file: UploadedFile
    content: str
    path: Path

    @property
    def name(self) -> str:
        """Return the file's name as the manager knows it."""
        return str(self.file.name)


def upload_of(screen: Screen, file: UploadedFile) -> Upload:
    """Return a file of the uploader with the path that is its own; nothing is written yet."""
    content = f"{_digest(file)}{Path(file.name).suffix.lower()[:8]}"
    # A session deletes what it spooled, so that no two sessions may share a file.
    session = st.session_state.setdefault("spooled-by", secrets.token_hex(8))
    return Upload(file, content, screen.workspace.spool / f"{session}-{content}")


def _digest(file: UploadedFile) -> str:
    """Return what stands for the bytes of a file: two gigabytes are read once, not each time."""
    digests: dict[str, str] = st.session_state.setdefault("digests", {})
    if file.file_id not in digests:
        file.seek(0)
        digests[file.file_id] = hashlib.file_digest(file, "sha256").hexdigest()[:HASH_SIGNS]
    return digests[file.file_id]


def spooled(upload: Upload) -> Path:
    """Return the upload as a file, written when it is not there."""
    path = upload.path
    if not path.exists():
        st.session_state[SPOOLED] = st.session_state.get(SPOOLED, frozenset()) | {path}
        try:
            upload.file.seek(0)
            with path.open("wb") as target:
                shutil.copyfileobj(upload.file, target, 1 << 20)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def taken(upload: Upload) -> Path:
    """Return the upload as a file that belongs to the caller alone, who deletes it.

    A click starts the page anew while the run before is still at work: neither may delete what the
    other one reads.
    """
    return spooled(upload).rename(upload.path.with_name(f"{secrets.token_hex(8)}-{upload.content}"))
