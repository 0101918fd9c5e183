"""Where the classes of products begin."""

from dataclasses import dataclass

from planner.figures import assumption
from planner.language import Unit, say


@dataclass(frozen=True)
class LastYearAssumptions:
    """The bounds of the ABC classes, as shares of the amount sold."""

    a_share: float = assumption(
        0.80,
        Unit.SHARE,
        (0.1, 0.95),
        "INV-9",
        say("Class A: share of the amount sold"),
        say("The best-selling products that together bring this share are class A."),
    )
    b_share: float = assumption(
        0.95,
        Unit.SHARE,
        (0.1, 1.0),
        "INV-9",
        say("Classes A and B: share of the amount sold"),
        say("Those that follow until this share is reached are class B, all others class C."),
    )
