"""The room: who works which shift, what it costs, whom to hire and train, and what stays open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from planner.campaign import Campaign, Plan
from planner.demand import HOURS_OF_DAY, Quantile, Reference
from planner.figures import Entry, Figure, Level, filled, rounded_up
from planner.language import Message, Quantity, Unit, say
from planner.roster import accounts
from planner.roster.assumptions import COVER_FOR, STAFF_LIST, RosterAssumptions
from planner.roster.hiring import TempTerms
from planner.roster.people import SIDE_BY_SIDE, Employee, as_minor, crews_of, read_staff, teams_of
from planner.roster.remedies import Way, ways
from planner.roster.shifts import Kind, Rules
from planner.roster.solving import Question, Solution, solve
from planner.roster.turns import Person
from planner.staffing import POSITIONS, Group, Staffing
from planner.staffing import Roster as Requirement

UNNAMED = "?"
"""What the names of people begin with who are known by their group and a number alone."""
POSITION_LABELS = {one.key: one.label for one in POSITIONS}


@dataclass(frozen=True)
class Hiring:
    """The plan to hire and train temporary workers.

    Attributes:
        people: to hire.
        hire_by: last day to order them.
        train_from: first day of training.
        train_until: last day of training.
        first_day: of work.
        last_day: of work.
        trainers: of the own staff, on every day of training.
        training_hours: paid, of all trainees.
    """

    people: int
    hire_by: date
    train_from: date
    train_until: date
    first_day: date
    last_day: date
    trainers: int
    training_hours: float


@dataclass(frozen=True)
class ShiftPlan:
    """Who works when; worked out when first asked, since it takes a second or more.

    Attributes:
        staffing: whom it takes.
        campaign: its days.
        given: the assumptions in force.
        entries: the same, with where they come from.
        today: nobody can be there sooner than the days to hire and train from it.
        quantile: that every hour is covered for.
        listed: the people of the staff list.
        problems: of the staff list.
        own_figures: how many of the shop's own there are where no list says so, by group.
    """

    staffing: Staffing
    campaign: Campaign
    given: RosterAssumptions
    entries: Mapping[str, Entry]
    today: date
    quantile: Quantile
    listed: tuple[Employee, ...]
    problems: tuple[Message, ...]
    own_figures: Mapping[Group, Figure]

    # What is asked ----------------------------------------------------------------------------

    @cached_property
    def first_day(self) -> date:
        """Return the first day of the roster; no earlier than anybody is required."""
        earliest = self.requirement.first_hour.date()
        return max(earliest, self.campaign.main_day - timedelta(days=self.given.cover_days))

    @cached_property
    def requirement(self) -> Requirement:
        """Return the people required by position and hour."""
        return self.staffing.rosters[self.quantile]

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Return the days of the roster: to the day on which the last parcel leaves."""
        return _days(self.requirement, self.first_day, self.campaign.main_day)

    def start_of(self, hour: int) -> datetime:
        """Return the start of an hour of the roster."""
        midnight = datetime.combine(self.first_day, datetime.min.time())
        return midnight + timedelta(hours=hour)

    @cached_property
    def rules(self) -> Rules:
        """Return what shifts keep."""
        given = self.given
        hours = rounded_up(self.staffing.basis.given.shift_hours)
        return Rules(
            shift_hours=hours,
            overtime_hours=given.overtime_hours,
            earliest_start=given.earliest_start,
            latest_start=max(given.latest_start, given.earliest_start),
            rest_hours=given.rest_hours,
            days_in_row=given.days_in_row,
            hours_a_week=max(given.hours_a_week, hours),
            night_from=given.night_from,
            night_until=given.night_until,
            night_premium=given.night_premium,
            overtime_premium=given.overtime_premium,
        )

    @cached_property
    def terms(self) -> TempTerms:
        """Return what temporary workers do and cost."""
        given = self.given
        wage = as_minor(given.temp_hourly_cost)
        hours = given.training_days * given.training_hours_a_day
        trainer = as_minor(Decimal(str(self.entries["staffing.pack.hourly_cost"].value)))
        there = self.today + timedelta(days=given.hire_lead_days + given.training_days)
        return TempTerms(
            wage_minor=wage,
            outputs=(given.temp_output_first, given.temp_output_second, given.temp_output_third),
            no_show_share=given.no_show_share,
            training_minor=round(hours * (wage + trainer / given.trainees_per_trainer)),
            first_day=max(0, (there - self.first_day).days),
            at_most=given.temps_at_most,
        )

    @cached_property
    def staff(self) -> tuple[Employee, ...]:
        """Return the shop's own people: those of the list, and for groups without any the usual.

        The command group is as many as the hours of the main day take.
        """
        held = {key for one in self.listed for key in one.positions}
        counts = {group: int(figure.required) for group, figure in self.own_figures.items()}
        turns = rounded_up(HOURS_OF_DAY / self.rules.shift_hours)
        at_once = max(self.requirement.people_to_roster(Group.COMMAND), default=0)
        counts[Group.COMMAND] = at_once * turns
        unlisted = (
            _unnamed(group, count, self.requirement)
            for group, count in counts.items()
            if not held & set(SIDE_BY_SIDE[group])
        )
        return (*self.listed, *(one for people in unlisted for one in people))

    @cached_property
    def question(self) -> Question:
        """Return what is to be covered, by whom."""
        return self._question(self.requirement)

    def _question(self, requirement: Requirement) -> Question:
        given = self.given
        days = _days(requirement, self.first_day, self.campaign.main_day)
        to_roster = self._within(requirement, requirement.to_roster, days)
        crews = crews_of(self.staff, to_roster)
        costs = {one.key: Decimal(str(self.entries[one.cost_field].value)) for one in POSITIONS}
        return Question(
            crews=crews,
            to_roster=to_roster,
            on_duty=self._within(requirement, requirement.on_duty, days),
            own=teams_of(self.staff, crews, self.first_day, costs),
            helpers=(given.helpers, as_minor(given.helper_hourly_cost), given.helper_output),
            terms=self.terms,
            rules=self.rules,
        )

    def _within(
        self,
        requirement: Requirement,
        columns: Mapping[str, Sequence[int]],
        days: Sequence[date],
    ) -> Mapping[str, tuple[int, ...]]:
        """Return the columns of the roster's days.

        The hours before the first shift can begin belong to the evening before, which is not
        rostered.
        """
        begin = (days[0] - requirement.first_hour.date()).days * HOURS_OF_DAY
        hours = len(days) * HOURS_OF_DAY
        early = self.rules.earliest_start
        return {
            key: (0,) * early + tuple(column[begin + early : begin + hours])
            for key, column in columns.items()
        }

    # What comes out ---------------------------------------------------------------------------

    @cached_property
    def solution(self) -> Solution:
        """Return who works when."""
        return solve(self.question)

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Return what would cover the hours that nobody works; none where all are covered."""
        return tuple(ways(self.question, self.solution, self._with_promise))

    def _with_promise(self, more_hours: int) -> Question:
        basis = self.staffing.basis
        promise = basis.given.promise_hours + more_hours
        later = replace(basis, given=replace(basis.given, promise_hours=promise))
        return self._question(later.roster(self.quantile))

    @cached_property
    def working(self) -> tuple[Person, ...]:
        """Return everybody with a shift, own staff first."""
        return tuple(one for one in self.solution.people if one.shifts)

    def name_of(self, person: Person) -> Message:
        """Return what somebody is called: by name, or by what they are and a number."""
        if person.name.startswith(UNNAMED):
            group, place = person.name.removeprefix(UNNAMED).split(".")
            return say("{group} {number}", group=Group(group).label, number=place)
        if person.name:
            return Message("{name}", {"name": person.name})
        number = self._numbers[id(person)]
        if person.team.kind is Kind.TEMP:
            return say("Temp {number}", number=number)
        return say("Helper {number}", number=number)

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        """Return the place of everybody with a shift among those of their kind."""
        by_kind = ([one for one in self.working if one.team.kind is kind] for kind in Kind)
        return {id(one): place for alike in by_kind for place, one in enumerate(alike, start=1)}

    @cached_property
    def hiring(self) -> Hiring | None:
        """Return whom to hire and train until when; None where nobody is to be."""
        temps, given = self.solution.of_kind(Kind.TEMP), self.given
        if not temps:
            return None
        days = [shift.day for one in temps for shift in one.shifts]
        first = self.first_day + timedelta(days=min(days))
        train_from = first - timedelta(days=given.training_days)
        return Hiring(
            people=len(temps),
            hire_by=train_from - timedelta(days=given.hire_lead_days),
            train_from=train_from,
            train_until=first - timedelta(days=1) if given.training_days else first,
            first_day=first,
            last_day=self.first_day + timedelta(days=max(days)),
            trainers=rounded_up(len(temps) / given.trainees_per_trainer),
            training_hours=len(temps) * given.training_days * given.training_hours_a_day,
        )

    def people_by_day(self) -> list[tuple[int, ...]]:
        """Return the people at work on each day, by kind."""
        return [
            tuple(
                sum(shift.day == day for one in self.solution.of_kind(kind) for shift in one.shifts)
                for kind in Kind
            )
            for day in range(len(self.days))
        ]

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Return hours, people and cost, by name."""
        outputs = self.staffing.basis.outputs
        told = accounts.figures(self.solution, self.question, self.entries, outputs)
        return {figure.key.removeprefix("roster."): figure for figure in told}

    @property
    def uncovered_hours(self) -> float:
        """Return the hours' work that nobody does."""
        return sum(map(sum, self.solution.uncovered.values()))

    def verdict(self) -> tuple[Level, Message]:
        """Return whether every hour is covered, by whom and at what cost, in one sentence."""
        figures = self.figures
        people = {kind: len(self.solution.of_kind(kind)) for kind in Kind}
        told = say(
            "{own} of your own, {others} from other departments, {temps} temporary workers, for"
            " {cost}.",
            own=people[Kind.OWN],
            others=people[Kind.OTHER],
            temps=people[Kind.TEMP],
            cost=Quantity(figures["cost"].exact, Unit.MONEY),
        )
        if self.uncovered_hours:
            return Level.NOT_READY, say(
                "{hours} of {all} stay uncovered, most of them in {crew}. The best there is:"
                " {told}",
                hours=Quantity(self.uncovered_hours, Unit.HOURS),
                all=Quantity(figures["required_hours"].value, Unit.HOURS),
                crew=self.crew_label(self.worst_crew),
                told=told,
            )
        if self.hiring is not None:
            level = Level.NOT_READY if self.hiring.hire_by < self.today else Level.ON_TRACK
            return level, say(
                "Every hour is covered if {temps} temporary workers are hired by {day}: {told}",
                temps=self.hiring.people,
                day=self.hiring.hire_by,
                told=told,
            )
        return Level.READY, say("Every hour is covered: {told}", told=told)

    @property
    def worst_crew(self) -> str:
        """Return the crew with the most hours uncovered."""
        return max(self.solution.uncovered, key=lambda key: sum(self.solution.uncovered[key]))

    def crew_label(self, key: str) -> Message:
        """Return what a crew is called: as its group, or as its first position."""
        crew = next(one for one in self.question.crews if one.key == key)
        for group, positions in SIDE_BY_SIDE.items():
            if set(crew.positions) == set(positions):
                return group.label
        return POSITION_LABELS[crew.key]


def _days(requirement: Requirement, first_day: date, main_day: date) -> tuple[date, ...]:
    packed = [at for at, hour in enumerate(requirement.packing.hours) if hour.packed]
    last = main_day
    if packed:
        leaves = requirement.starts[0] + timedelta(hours=requirement.window_start + packed[-1])
        last = max(last, leaves.date())
    count = (last - first_day).days + 1
    return tuple(first_day + timedelta(days=day) for day in range(max(1, count)))


def _unnamed(group: Group, count: int, requirement: Requirement) -> tuple[Employee, ...]:
    """Return people of a group who are known by number; their own position is its busiest."""
    positions = SIDE_BY_SIDE[group]
    busiest = max(positions, key=lambda key: sum(requirement.to_roster[key]))
    ordered = tuple(dict.fromkeys((busiest, *positions)))
    return tuple(
        Employee(f"{UNNAMED}{group.value}.{number}", ordered) for number in range(1, count + 1)
    )


def plan_shifts(
    staffing: Staffing,
    campaign: Campaign,
    plan: Plan,
    entries: Mapping[str, Entry],
    today: date,
    ordinary: Reference | None,
) -> ShiftPlan:
    """Return who works when, from D-3 to the last parcel.

    Args:
        staffing: people required by position and hour.
        campaign: its days.
        plan: its staff list.
        entries: the assumptions in force.
        today: hiring takes its days from here.
        ordinary: the ordinary days; without them the quietest day of the campaign stands for one.
    """
    given = filled("roster", RosterAssumptions, entries)
    # All that is read later is read now: what a room was asked with decides when it is asked anew.
    names = [f"roster.{one.name}" for one in fields(RosterAssumptions)]
    names += [*(one.cost_field for one in POSITIONS), "staffing.productive_share"]
    known = {name: entries[name] for name in names}
    listed, problems = read_staff(plan.text(STAFF_LIST) or "", campaign.main_day)
    own = accounts.own_people(staffing, entries, ordinary)
    return ShiftPlan(
        staffing=staffing,
        campaign=campaign,
        given=given,
        entries=known,
        today=today,
        quantile=Quantile(plan.text(COVER_FOR) or Quantile.P50.value),
        listed=listed,
        problems=problems,
        own_figures=own,
    )
