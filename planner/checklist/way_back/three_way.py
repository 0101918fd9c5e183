"""What differs between then, the workbook, and now: a pure comparison of values by name."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.campaign.settings import Stored
from planner.checklist.exchange import is_same


@dataclass(frozen=True)
class Difference:
    """A value that was changed in the workbook, and that the plan does not hold already.

    Attributes:
        name: of the field.
        then: the value when the workbook was written.
        workbook: the value in the workbook.
        now: the value in the plan.
    """

    name: str
    then: Stored
    workbook: Stored
    now: Stored

    @property
    def conflicts(self) -> bool:
        """Return whether the plan has changed, too: taking the workbook's loses something newer."""
        return not is_same(self.name, self.then, self.now)


def differences(
    then: Mapping[str, Stored], workbook: Mapping[str, Stored], now: Mapping[str, Stored]
) -> list[Difference]:
    """Return what was changed in the workbook and is not in the plan yet, in its order.

    A name that is missing holds nothing. What only the plan changed is no difference: it is newer,
    and stays.

    >>> differences({"x": "old"}, {"x": "new", "y": "1"}, {"x": "old", "y": "1"})
    [Difference(name='x', then='old', workbook='new', now='old')]
    """
    return [
        Difference(name, then.get(name), value, now.get(name))
        for name, value in workbook.items()
        if not is_same(name, value, then.get(name)) and not is_same(name, value, now.get(name))
    ]
