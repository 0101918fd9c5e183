"""Zip archives: the files in them, unpacked within limits."""

import errno
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from planner.errors import N_, SheetError
from planner.sheets.limits import (
    HIGHEST_RATIO,
    MOST_MEMBERS,
    MOST_UNPACKED,
    RATIO_COUNTS_FROM,
    refuse_without_room,
)

_BLOCK_BYTES = 1 << 20
_UTF8_NAME = 0x800
_ENCRYPTED = 1


def members(path: Path, folder: Path) -> Iterator[tuple[str, Path | SheetError]]:
    """Yield the name and the unpacked file of each member, hidden ones left out.

    Where only some members have a password, these yield their refusal instead of a file.

    Raises:
        SheetError: the archive is damaged, protected as a whole, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [one for one in archive.infolist() if not _is_hidden(one)]
            if len(wanted) > MOST_MEMBERS:
                raise SheetError(
                    "too_many_members",
                    N_(
                        "The archive holds {files} files; at most {most} are read. Pack only the"
                        " lists that are needed."
                    ),
                    files=len(wanted),
                    most=MOST_MEMBERS,
                )
            refuse_without_room(folder, min(sum(one.file_size for one in wanted), MOST_UNPACKED))
            if wanted and all(one.flag_bits & _ENCRYPTED for one in wanted):
                raise _protected()
            unpacked, packed = 0, path.stat().st_size
            for number, one in enumerate(wanted):
                if one.flag_bits & _ENCRYPTED:
                    yield _name(one), _protected_member()
                    continue
                target = folder / f"member-{number}"
                with archive.open(one) as source, target.open("wb") as file:
                    unpacked += _unpack(source, file, packed, unpacked)
                yield _name(one), target
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise damaged_archive() from error
    except RuntimeError as error:
        raise _protected() from error
    except OSError as error:
        # A member that claims to begin before the file does.
        if error.errno == errno.EINVAL:
            raise damaged_archive() from error
        raise


def _unpack(source: IO[bytes], file: BinaryIO, packed: int, before: int) -> int:
    """Write a member and return its size; the archive's own size bounds that of all together.

    What members claim of themselves does not count: a thousand may share the same few bytes.
    """
    size = 0
    while block := source.read(_BLOCK_BYTES):
        size += len(block)
        steep = before + size > max(RATIO_COUNTS_FROM, packed * HIGHEST_RATIO)
        if steep or before + size > MOST_UNPACKED:
            raise SheetError(
                "archive_too_large",
                N_(
                    "The archive unpacks to more than {gigabytes} GB, or to far more than lists do."
                    " Unpack it yourself and load the lists one by one."
                ),
                gigabytes=MOST_UNPACKED >> 30,
            )
        file.write(block)
    return size


def _is_hidden(one: zipfile.ZipInfo) -> bool:
    """Return whether it is a folder or what a computer keeps for itself."""
    parts = PurePosixPath(one.filename.replace("\\", "/")).parts
    return (
        one.is_dir()
        or "__MACOSX" in parts
        or not parts
        or parts[-1].startswith((".", "~$"))
        or parts[-1].lower() in ("thumbs.db", "desktop.ini")
    )


def _name(one: zipfile.ZipInfo) -> str:
    """Return the name as its maker wrote it: archives made in China have GBK without saying so."""
    if one.flag_bits & _UTF8_NAME:
        return one.filename
    try:
        written = one.filename.encode("cp437")
    except UnicodeEncodeError:
        return one.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return written.decode(codec)
        except UnicodeDecodeError:
            continue
    return one.filename


def _protected() -> SheetError:
    return SheetError(
        "password",
        N_(
            "The archive is protected by a password. Unpack it yourself and load the lists that"
            " are in it."
        ),
    )


def _protected_member() -> SheetError:
    return SheetError(
        "password",
        N_(
            "This file of the archive is protected by a password. Unpack it yourself and load it"
            " alone."
        ),
    )


def damaged_archive() -> SheetError:
    """Return the error for an archive that cannot be unpacked."""
    return SheetError(
        "damaged_archive",
        N_(
            "The archive cannot be unpacked: it is damaged or incomplete. Export or download it"
            " again and load that file."
        ),
    )
