"""Known headers: read from ``headers.toml``, compared after folding."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "headers.toml"
LISTS = (
    "orders", "order_items", "stock", "products", "traffic", "discounts", "parcels", "listings",
    "movements",
)  # fmt: skip

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNIT = re.compile(r"[(\[](元|人民币|rmb|cny|usd|件|个|人|次)[)\]]\s*$", re.IGNORECASE)
"""A unit that some exports write behind the name of a column."""
_IGNORED = re.compile(r"[\s()\[\]{}【】〔〕<>《》\-_.:*\"'`#=\ufeff\u200b-\u200f]")


def fold(header: str) -> str:
    """Return a header without what differs between exports of the same column.

    >>> fold(" 商品总价（元） ") == fold("商品总价(元)")
    True
    >>> fold("订单金额（元）") == fold("订单金额")
    True
    >>> fold("amazon-order-id"), fold("Amount_x002B_")
    ('amazonorderid', 'amount+')
    """
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), header)
    narrow = unicodedata.normalize("NFKC", plain)
    return _IGNORED.sub("", _UNIT.sub("", narrow)).lower()


@dataclass(frozen=True)
class HeaderList:
    """Everything that ``headers.toml`` says, folded.

    Attributes:
        ranks: kind → header → the fields it may be, each with its rank (0 = best).
        telling: kind → fields that speak for it.
        needs: kind → header → headers of which one must stand beside it.
        second: kind → header → headers beside which it means the second of its fields.
        deciding: kind → headers that together decide for it.
        parts: field → headers of columns that add up to it.
        personal: headers of columns with personal data.
        addresses: headers of columns that hold addresses.
    """

    ranks: Mapping[str, Mapping[str, tuple[tuple[str, int], ...]]]
    telling: Mapping[str, frozenset[str]]
    needs: Mapping[str, Mapping[str, frozenset[str]]]
    second: Mapping[str, Mapping[str, frozenset[str]]]
    deciding: Mapping[str, frozenset[str]]
    parts: Mapping[str, frozenset[str]]
    personal: frozenset[str]
    addresses: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        """Return every header that is known."""
        return (
            self.personal | self.addresses | {one for kind in self.ranks.values() for one in kind}
        )

    def fields(self, kind: str, header: str, beside: Set[str]) -> tuple[tuple[str, int], ...]:
        """Return the fields that a folded header may be beside these, each with its rank."""
        found = self.ranks[kind].get(header, ())
        return found[1:] if self.second.get(kind, {}).get(header, frozenset()) & beside else found

    def add_up(self, name: str, headers: Sequence[str]) -> bool:
        """Return whether columns of these folded headers are different parts of a field."""
        parts = self.parts.get(name, frozenset())
        return len(set(headers)) == len(headers) and parts.issuperset(headers)

    def is_personal(self, header: str) -> bool:
        """Return whether a column of this name holds personal data."""
        return fold(header) in self.personal

    def is_address(self, header: str) -> bool:
        """Return whether a column of this name holds addresses."""
        return fold(header) in self.addresses


@cache
def known_headers() -> HeaderList:
    """Return the known headers, read once."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return HeaderList(
        ranks={kind: _by_header(data[kind]) for kind in LISTS},
        telling={kind: frozenset(names) for kind, names in data["special"]["telling"].items()},
        needs=_beside(data["special"]["needs"]),
        second=_beside(data["special"]["second"]),
        deciding={kind: _folded(names) for kind, names in data["special"]["kinds"].items()},
        parts={name: _folded(headers) for name, headers in data["special"]["parts"].items()},
        personal=_folded(data["personal"]["headers"]),
        addresses=_folded(data["personal"]["addresses"]),
    )


def _beside(kinds: Mapping[str, Mapping[str, list[str]]]) -> dict[str, dict[str, frozenset[str]]]:
    return {
        kind: {fold(name): _folded(beside) for name, beside in headers.items()}
        for kind, headers in kinds.items()
    }


def _folded(headers: list[str]) -> frozenset[str]:
    return frozenset(fold(header) for header in headers)


def _by_header(fields: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for name, headers in fields.items():
        for rank, header in enumerate(headers):
            found[fold(header)] = (*found.get(fold(header), ()), (name, rank))
    return found
