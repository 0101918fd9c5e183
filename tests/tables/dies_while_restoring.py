"""A process that is killed at one moment of restoring a back-up; see test_backup."""

import sys
from pathlib import Path

from planner.tables import Workspace, backup
from tests.tables.dies_while_publishing import dying


def main(folder: str, file: str, moment: str) -> None:
    """Restore a back-up into a workspace and die."""
    function, call, after = {
        "while unpacking": ("sync_file", 2, True),
        "after the tables lie beside": ("_put_beside", 1, True),
        "in the transaction": ("_plan_versions", 2, True),
        "after the commit": ("_replace_database", 1, True),
    }[moment]
    setattr(backup, function, dying(getattr(backup, function), at_call=call, after=after))
    backup.restore(Workspace(Path(folder)), Path(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
