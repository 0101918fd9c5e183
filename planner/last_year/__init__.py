"""What happened in the last event, and on ordinary days beside it."""

from planner.last_year.assumptions import LastYearAssumptions
from planner.last_year.facts import (
    QUERIES,
    CategorySales,
    Coverage,
    CustomerGroup,
    Customers,
    HourOfDay,
    LastYear,
    PaymentBand,
    Product,
    ProvinceSales,
    RefundedProduct,
    Refunds,
    TopCustomers,
    Traffic,
    read_coverage,
    read_last_year,
)
from planner.last_year.gaps import Section, nothing_paid, remarks
from planner.last_year.measures import Day, Measure, verdict
from planner.last_year.shares import shares

__all__ = [
    "QUERIES",
    "CategorySales",
    "Coverage",
    "CustomerGroup",
    "Customers",
    "Day",
    "HourOfDay",
    "LastYear",
    "LastYearAssumptions",
    "Measure",
    "PaymentBand",
    "Product",
    "ProvinceSales",
    "RefundedProduct",
    "Refunds",
    "Section",
    "TopCustomers",
    "Traffic",
    "nothing_paid",
    "read_coverage",
    "read_last_year",
    "remarks",
    "shares",
    "verdict",
]
