"""The days of the sale event by event: what the formulas promise against what happens."""

from planner.simulation.days import (
    COLUMNS,
    DEMAND_LABELS,
    DemandOf,
    Measured,
    Simulated,
    simulate_days,
)

__all__ = ["COLUMNS", "DEMAND_LABELS", "DemandOf", "Measured", "Simulated", "simulate_days"]
