"""Who the customers are, who comes back, who is written to and when."""

from planner.customers.assumptions import CustomerAssumptions
from planner.customers.loyalty import inquiries_from_sheet
from planner.customers.reading import QUERIES
from planner.customers.room import CustomerBase, Customers, comeback, plan_customers, read_base

__all__ = [
    "QUERIES",
    "CustomerAssumptions",
    "CustomerBase",
    "Customers",
    "comeback",
    "inquiries_from_sheet",
    "plan_customers",
    "read_base",
]
