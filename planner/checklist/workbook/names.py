"""What figures and their inputs are called in the workbook, and their formulas there.

Names are ASCII and the same in both languages: an assumption, a counted value or a column goes by
its key with underscores, ``materials_bag_in_stock``; what is worked out begins with ``result_``,
since an assumption and a figure may share a key. Every name holds an underscore, so that none can
be taken for the address of a cell.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.demand import Quantile
from planner.figures import Entry, Figure, Input, Measured, Series, Value, excel, walk
from planner.planning import FUNCTIONS, Answer
from planner.staffing import LARGEST_LOAD_IN_EXCEL, load_erlangs, prepack_output


@dataclass(frozen=True)
class Ledger:
    """Everything that the workbook's formulas may name, by key, inputs first.

    Attributes:
        figures: what is worked out.
        measured: what was counted in the shop's sheets.
        series: the columns that figures are summed over.
    """

    figures: Mapping[str, Figure]
    measured: Mapping[str, Measured]
    series: Mapping[str, Series]

    @classmethod
    def of(cls, answer: Answer) -> "Ledger":
        """Return everything beneath the answer's figures and assumptions."""
        figures: dict[str, Figure] = {}
        measured: dict[str, Measured] = {}
        series: dict[str, Series] = {}
        starts: tuple[Input, ...] = (
            *answer.figures(),
            *people_figures(answer),
            *answer.entries.values(),
        )
        for start in starts:
            for one in walk(start):
                if isinstance(one, Figure):
                    figures.setdefault(one.key, one)
                elif isinstance(one, Measured):
                    measured.setdefault(one.key, one)
                elif isinstance(one, Series):
                    series.setdefault(one.key, one)
        return cls(figures, measured, series)


def name_of(one: Input) -> str:
    """Return the defined name of a figure or an input.

    >>> from planner.language import Unit, say
    >>> name_of(Series("staffing.backlog", say("Backlog"), Unit.COUNT, (), say("by hour")))
    'staffing_backlog'
    """
    name = one.key.replace(".", "_")
    return f"result_{name}" if isinstance(one, Figure) else name


LINE_PACE = "=MIN(result_staffing_parcels_per_hour,line_at_most)"
"""Printers and stations that are typed in the workbook limit the line, too."""


def live_formula(figure: Figure) -> str:
    """Return the figure's formula as Excel reads it; empty text while an input is left open."""
    if figure.key == "staffing.line_pace":
        return LINE_PACE
    names = {place: name_of(given) for place, given in figure.inputs.items()}
    formula = excel(figure.formula, names, FUNCTIONS)
    if not may_be_open(figure):
        return f"={formula}"
    single = [names[place] for place, one in figure.inputs.items() if not isinstance(one, Series)]
    return f'=IF(COUNT({",".join(single)})<{len(single)},"",{formula})'


def may_be_open(one: Input) -> bool:
    """Return whether a value may be missing, here or after somebody emptied a cell."""
    match one:
        case Entry():
            return one.value is None or one.assumption.default is None
        case Measured():
            return one.value is None
        case Figure():
            return any(may_be_open(given) for given in one.inputs.values())
    return False


def is_beyond_excel(figure: Figure) -> bool:
    """Return whether Excel cannot work it out: Erlang A, or Erlang C under a very heavy load."""
    if figure.formula.startswith("erlang_a("):
        return True
    if not figure.formula.startswith("erlang_c("):
        return False
    contacts, seconds = (
        _number(figure.inputs["inquiries"].value),
        _number(figure.inputs["handling"].value),
    )
    return load_erlangs(contacts, seconds) > LARGEST_LOAD_IN_EXCEL


def _number(value: object) -> float:
    return float(value) if isinstance(value, Value) else 0.0


def planned(figures: Mapping[str, Figure], column: str) -> Figure:
    """Return the plan's own total behind those at P80 and P95."""
    total = figures[f"{column}_p80"].inputs["total"]
    if not isinstance(total, Figure):
        raise TypeError(total.key)
    return total


def people_figures(answer: Answer) -> Iterator[Figure]:
    """Yield the figures of everybody at P50, and what else the sheets of people name."""
    if answer.rooms is None:
        return
    yield prepack_output(answer.entries)
    yield from answer.rooms.staffing.roster_figures[Quantile.P50].values()


def position_keys(answer: Answer) -> Iterator[str]:
    """Yield the keys of the figures that the sheet of positions works out itself."""
    if answer.rooms is not None:
        for figures in answer.rooms.staffing.roster_figures.values():
            yield from (figure.key for figure in figures.values())


def material_keys(answer: Answer) -> Iterator[str]:
    """Yield the keys of the figures that the materials sheet works out itself."""
    if answer.rooms is None:
        return
    for line in answer.rooms.materials.lines:
        figures = (line.need, line.need_p95, line.packs, line.to_buy, line.cost)
        yield from (figure.key for figure in figures)
    yield answer.rooms.materials.cost.key
