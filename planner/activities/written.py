"""Designs written by hand, as tables of a file: lists, yes and no, and names that must fit."""

import re
from collections.abc import Mapping

from planner.activities.section import (
    BETWEEN,
    CHOSEN,
    DESIGN,
    LISTS,
    NO,
    TIER,
    YES,
)
from planner.campaign.own import PREFIX
from planner.errors import N_, PlanError

_THING = re.compile(rf"({re.escape(DESIGN)}|{re.escape(TIER)})\.(.+)\.([a-z_]+)")
_ID = re.compile(rf"{re.escape(PREFIX)}[a-z0-9]+")
_YES_NO = ("each_full", "official")


def as_field(name: str, value: object) -> object:
    """Return what a file holds as the plan's field takes it.

    >>> as_field("activities.tier.own.a1.products", ["C1", "C2"])
    'C1\\nC2'
    >>> as_field("activities.tier.own.a1.each_full", True), as_field("materials.bag.use", 1)
    ('yes', 1)

    Raises:
        PlanError: a list where a single value belongs.
    """
    last = name.rpartition(".")[2]
    if name.startswith((f"{TIER}.", f"{DESIGN}.")):
        if isinstance(value, list) and last in LISTS:
            return BETWEEN.join(str(one) for one in value)
        if isinstance(value, bool) and last in _YES_NO:
            return YES if value else NO
    if isinstance(value, list):
        raise PlanError(N_("{field}: a list is no value of it."), field=name)
    return value


def refuse_strays(values: Mapping[str, object]) -> None:
    """Refuse designs and tiers that the plan would silently pass over.

    >>> refuse_strays({"activities.design.own.a.name": "Ladder", "activities.chosen": "own.a"})

    Raises:
        PlanError: a name that is none, a design without a name, a tier without a kind or whose
            design is not there, or a chosen design that is not there; says which.
    """
    things: dict[str, dict[str, dict[str, object]]] = {DESIGN: {}, TIER: {}}
    for name, value in values.items():
        if found := _THING.fullmatch(name):
            room, thing, field = found.groups()
            things[room].setdefault(thing, {})[field] = value
    for room, inside in things.items():
        for thing in inside:
            if not _ID.fullmatch(thing):
                raise PlanError(
                    N_(
                        "{field}: write it as {room}.own.a1, with small letters and digits behind"
                        " “own.”."
                    ),
                    field=f"{room}.{thing}",
                    room=room,
                )
    named = {thing for thing, fields in things[DESIGN].items() if fields.get("name")}
    for thing in things[DESIGN]:
        if thing not in named:
            raise PlanError(N_("{field}: it needs a name."), field=f"{DESIGN}.{thing}")
    for thing, fields in things[TIER].items():
        if not fields.get("kind"):
            raise PlanError(N_("{field}: it needs a kind."), field=f"{TIER}.{thing}")
        _refuse_unknown(f"{TIER}.{thing}.design", fields.get("design"), named)
    if values.get(CHOSEN) is not None:
        _refuse_unknown(CHOSEN, values[CHOSEN], named)


def _refuse_unknown(field: str, design: object, named: set[str]) -> None:
    if design not in named:
        raise PlanError(
            N_("{field}: there is no design {design}; there are: {designs}."),
            field=field,
            design=str(design or "–"),
            designs=", ".join(sorted(named)) or "–",
        )
