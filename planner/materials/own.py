"""Materials of the manager's own: fields of the plan named ``materials.own.<id>.label`` …"""

import re
from collections.abc import Iterator, Mapping

from planner.campaign import Patch, Plan, own_ids, patches_for
from planner.campaign.settings import Family, Stored
from planner.errors import N_, PlanError
from planner.figures import Assumption
from planner.language import Message, say
from planner.materials.assumptions import NUMBERS, ONCE, OWN_DRIVERS, Item, assumptions_of

TEXTS = ("label", "measure", "follows", "supplier")
FIELDS = (*TEXTS, "use", *NUMBERS)
USUAL_DRIVER = "parcels"
_NUMBER = re.compile(rf"materials\.(own\.[a-z0-9]+)\.(?:use|{'|'.join(NUMBERS)})")
_PIECE = say("piece")


def own_items(values: Mapping[str, Stored]) -> tuple[Item, ...]:
    """Return the manager's own materials, by id; one without a name is gone.

    >>> [item.key for item in own_items({"materials.own.b2.label": "Red ribbon"})]
    ['own.b2']
    """
    return tuple(_item(key, values) for key in own_ids(values, "materials", "label"))


def _item(key: str, values: Mapping[str, Stored]) -> Item:
    def typed(name: str, otherwise: Message) -> Message:
        text = values.get(f"materials.{key}.{name}")
        return Message("{text}", {"text": str(text)}) if text else otherwise

    driver = str(values.get(f"materials.{key}.follows"))
    driver = driver if driver in OWN_DRIVERS else USUAL_DRIVER
    return Item(
        key=key,
        label=typed("label", say("Own material")),
        measure=typed("measure", _PIECE),
        follows=OWN_DRIVERS[driver],
        formula="ceil(use)" if driver == ONCE else f"ceil({driver} * use)",
        rule="MAT-7",
        uses={"use": 1.0},
        pack_size=1,
        spare=None if driver == ONCE else "safety_share",
    )


def patches_to_write(plan: Plan, key: str, fields: Mapping[str, object]) -> list[Patch]:
    """Return what makes or changes a material of the manager's own; all of it is saved at once.

    Raises:
        PlanError: it has no name.
    """
    if not str(fields.get("label") or "").strip():
        raise PlanError(N_("A material needs a name: what is to be bought?"))
    return patches_for(plan, f"materials.{key}", fields)


def patches_to_remove(plan: Plan, key: str) -> list[Patch]:
    """Return what takes a material of the manager's own out of the plan; undoing brings it back."""
    order = f"checklist.order_{key}."
    of_its_order = [plan.patch(name, None) for name in plan.values if name.startswith(order)]
    return [*patches_for(plan, f"materials.{key}", dict.fromkeys(FIELDS)), *of_its_order]


class OwnMaterials(Family):
    """The numbers of the manager's own materials, as the register of all fields asks for them."""

    def members(self, values: Mapping[str, Stored]) -> Iterator[Assumption]:
        """Yield the numbers of every material that the plan holds."""
        for item in own_items(values):
            yield from assumptions_of(item)

    def find(self, name: str) -> Assumption | None:
        """Return the number that a field holds, whichever material it belongs to."""
        match = _NUMBER.fullmatch(name)
        if match is None:
            return None
        numbers = assumptions_of(_item(match.group(1), {}))
        return next(one for one in numbers if one.field == name)
