"""What would cover the hours that nobody works, and what each way costs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.language import Message, Quantity, Unit, say
from planner.roster.hiring import hire
from planner.roster.people import HELPED
from planner.roster.shifts import Crew
from planner.roster.solving import Question, Solution, solve
from planner.staffing import SERVICE_OF

LONGEST_OVERTIME = 3
"""Hours a day that the law allows."""
PROMISES_MORE = (24, 48, 72)
"""Hours by which the promise may be longer."""


@dataclass(frozen=True)
class Way:
    """One way to cover what is missing in a crew.

    Attributes:
        crew: that lacks people.
        what: to do.
        covers: hours of those missing that it covers.
        cost: of it; None where it costs no wages.
        how: what it takes, in a sentence.
    """

    crew: Crew
    what: Message
    covers: float
    cost: Decimal | None
    how: Message


def ways(
    question: Question, solution: Solution, with_promise: Callable[[int], Question]
) -> Iterator[Way]:
    """Yield the ways to cover what is missing, crew by crew; each is taken by itself.

    Example (tests/roster): 8 hours are missing in the warehouse, one experienced temp at 22.00 an
    hour covers them for 176.00 and the training.

    Args:
        question: that was asked.
        solution: of it.
        with_promise: gives the question with so many more hours to the promised dispatch.
    """
    for crew in question.crews:
        if any(solution.uncovered[crew.key]):
            yield from _more_people(question, solution, crew)
            yield from _more_overtime(question, solution, crew)
            if set(crew.positions) & set(SERVICE_OF):
                yield _automatic_answers(solution, crew)
    short = [
        one
        for one in question.crews
        if one.positions[0] in HELPED and any(solution.uncovered[one.key])
    ]
    if short:
        yield from _longer_promise(solution, short, with_promise)


def _more_people(question: Question, solution: Solution, crew: Crew) -> Iterator[Way]:
    """Yield hiring more than there are, or sooner: people who know the work at a temp's wage."""
    terms = replace(question.terms, outputs=(1.0,), first_day=0, at_most=None)
    missing = solution.uncovered[crew.key]
    hired = hire(missing, terms, question.rules)
    done = hired.covered(terms, len(missing))
    covers = sum(min(pair) for pair in zip(missing, done, strict=True))
    if covers:
        yield Way(
            crew,
            say("Hire people who know the work"),
            covers,
            _amount(hired.cost_minor(terms, question.rules)),
            say("{people} more, none of whom has to learn", people=len(hired.shifts)),
        )


def _more_overtime(question: Question, solution: Solution, crew: Crew) -> Iterator[Way]:
    """Yield the third hour of overtime; what it covers is worked out anew."""
    if question.rules.overtime_hours >= LONGEST_OVERTIME:
        return
    rules = replace(question.rules, overtime_hours=LONGEST_OVERTIME)
    longer = solve(replace(question, rules=rules))
    covers = sum(solution.uncovered[crew.key]) - sum(longer.uncovered[crew.key])
    if covers > 0:
        yield Way(
            crew,
            say("Longer overtime"),
            covers,
            _amount(longer.cost_minor(rules) - solution.cost_minor(question.rules)),
            say("{hours} hours a day instead of {before}", hours=LONGEST_OVERTIME,
                before=question.rules.overtime_hours),
        )  # fmt: skip


def _automatic_answers(solution: Solution, crew: Crew) -> Way:
    """Return the share of questions that must be answered by themselves in the worst hour."""
    missing = solution.uncovered[crew.key]
    share = max(left / need for left, need in zip(missing, crew.required, strict=True) if need)
    return Way(
        crew,
        say("Automatic answers"),
        sum(missing),
        None,
        say(
            "answer up to {share} of the questions of an hour by themselves; phrases first for what"
            " is asked most",
            share=Quantity(share, Unit.SHARE),
        ),
    )


def _longer_promise(
    solution: Solution, crews: list[Crew], with_promise: Callable[[int], Question]
) -> Iterator[Way]:
    """Yield the shortest promise that leaves least uncovered in the warehouse."""
    keys = [one.key for one in crews]

    def missing_in(uncovered: Mapping[str, tuple[float, ...]]) -> float:
        return sum(sum(uncovered.get(key, ())) for key in keys)

    before = missing_in(solution.uncovered)
    tried = []
    for hours in PROMISES_MORE:
        changed = solve(with_promise(hours))
        tried.append((missing_in(changed.uncovered), hours))
        if not tried[-1][0]:
            break
    left, hours = min(tried)
    if left < before:
        yield Way(
            crews[0],
            say("A longer promise"),
            before - left,
            None,
            say("dispatch {hours} hours later than promised now", hours=hours),
        )


def _amount(minor: int) -> Decimal:
    return Decimal(minor) / 100
