"""Amounts and counts as the sheets write them; amounts come in fen (``_minor``)."""


def money(amount_minor: int) -> str:
    """Return an amount with two decimals."""
    return f"{amount_minor // 100}.{amount_minor % 100:02d}"


def money_with_commas(amount_minor: int) -> str:
    """Return an amount as people read it: `12,345.00`."""
    return f"{amount_minor // 100:,}.{amount_minor % 100:02d}"


def count_with_commas(count: int) -> str:
    """Return a count as analytics sheets write it, as text: `12,345`."""
    return f"{count:,}"


def percent(part: int, whole: int) -> str:
    """Return a share as analytics sheets write it, as text: `4.16%`."""
    hundredths = (part * 20_000 + whole) // (2 * whole) if whole else 0
    return f"{money(hundredths)}%"


def yuan(amount_minor: int) -> float:
    """Return an amount as a number cell."""
    return amount_minor / 100
