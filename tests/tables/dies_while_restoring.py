"""A process that is killed at one moment of restoring a back-up; see test_backup."""

from pathlib import Path

from planner.tables import Workspace, backup
from tests.tables.dies_while_publishing import dying


def main(folder: Path, file: Path, moment: str) -> None:
    """Restore a back-up into a workspace and die."""
    function, call, after = {
        "while unpacking": ("sync_file", 2, True),
        "after an older key is taken over": ("take_over_key_file", 1, True),
        "before the tables lie beside": ("_put_beside", 1, False),
        "after the tables lie beside": ("_put_beside", 1, True),
        "at the beginning of the transaction": ("_plan_versions", 1, True),
        "in the transaction": ("_schema", 2, True),
        "before the commit": ("_plan_versions", 2, True),
        "after the commit": ("_replace_database", 1, True),
    }[moment]
    setattr(backup, function, dying(getattr(backup, function), at_call=call, after=after))
    backup.restore(Workspace(folder), file)
