"""Lists of whom a wave is sent to: buyer ids and what their text says, nothing else."""

from collections.abc import Mapping

import numpy as np

from planner.customers.reading import MARKS, QUERIES, Flags, answers_asked
from planner.customers.room import Customers
from planner.customers.waves import buyer_places, reached


def list_of(
    customers: Customers, key: str, rows_at_most: int | None = None
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the columns of a wave's list and its rows, in the order of the buyers' ids.

    The columns are the buyer's id and those places of the text that differ from buyer to buyer;
    the rest of the text is the same for all.

    Args:
        customers: of the plan.
        key: of the wave.
        rows_at_most: rows that are wanted; None = all.
    """
    facts, waves = customers.base.facts, customers.waves
    asked = {name: value for name, value in facts.parameters.items() if name != "step_days"}
    asked |= answers_asked(facts.responses)
    frame = facts.dataset.frame(QUERIES["recipients"], **asked)
    marks: Mapping[str, Flags] = {name: frame[name].to_numpy(dtype=bool) for name in MARKS}
    stage = frame["stage"].to_numpy(dtype=str)
    rows = reached([one.plan for one in waves], stage, marks, customers.messages_at_most)[key]
    wave = next(one for one in waves if one.plan.kind.key == key)
    columns = ("buyer_id", *buyer_places(wave.text))
    chosen = frame.loc[np.flatnonzero(rows)[:rows_at_most], list(columns)]
    texts = (chosen[name].fillna("").tolist() for name in columns)
    return columns, list(zip(*texts, strict=True))
