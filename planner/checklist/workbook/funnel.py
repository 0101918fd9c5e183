"""The funnel: each step with its rate, what it lies between, its reference and the money; means.

Rates, losses and money are live: an own goal that is changed on the sheet of assumptions moves what
mending brings. What was counted stands as it was counted.
"""

from planner.checklist.workbook.book import BOLD, NOTE, PLAIN, TITLE, Book, Column, Sheet
from planner.checklist.workbook.names import name_of
from planner.figures import Figure
from planner.figures.colours import AT_RISK, NOT_READY, READY
from planner.funnel import PAGE_STORY, Funnel, Level, Standing, StepResult
from planner.language import Message, Unit, say

TITLE_TEXT = say("Funnel")
COLUMNS = (
    Column(say("Step"), 26),
    Column(say("Base"), 11, "right"),
    Column(say("Reached"), 11, "right"),
    Column(say("Rate"), 10, "right"),
    Column(say("From"), 10, "right"),
    Column(say("To"), 10, "right"),
    Column(say("Lost"), 11, "right"),
    Column(say("Share lost"), 10, "right"),
    Column(say("Lost, worth"), 15, "right"),
    Column(say("Held against"), 20, indent=1),
    Column(say("Its rate"), 10, "right"),
    Column(say("More at the reference"), 12, "right"),
    Column(say("Mending brings"), 15, "right"),
    Column(say("Standing"), 18, indent=1),
)
(
    STEP,
    BASE,
    REACHED,
    RATE,
    LOW,
    HIGH,
    LOST,
    LOST_SHARE,
    LOST_MONEY,
    AGAINST,
    REFERENCE,
    MEND_COUNT,
    MEND_MONEY,
    STANDING,
) = range(len(COLUMNS))
HEADER_ROW, FIRST_ROW = 4, 5
SHARE, COUNT = "0.00%", "#,##0"
COLOURS = {
    Standing.BEHIND: NOT_READY,
    Standing.CHANCE: AT_RISK,
    Standing.REACHED: READY,
}


def write_funnel(book: Book, told: Funnel | None) -> None:
    """Write the sheet; without orders and visitors there is none."""
    if told is None:
        return
    sheet = book.sheet(TITLE_TEXT, COLUMNS, landscape=True, header_row=HEADER_ROW)
    sheet.text(0, 0, TITLE_TEXT, TITLE)
    sheet.wide_text(1, STANDING, told.verdict()[1], BOLD)
    sheet.wide_text(2, STANDING, _about(told), NOTE)
    sheet.wide_text(3, STANDING, HOW_READ, NOTE)
    row = FIRST_ROW
    for one in told.steps.values():
        _step(sheet, row, one)
        row += 1
    row = _levels(sheet, row + 1, told)
    row = _means(sheet, row + 1, told)
    _story(sheet, row + 1)


HOW_READ = say(
    "From and to: Wilson's interval of the rate. A step is behind only beyond chance. Lines with ↳"
    " are branches: their loss lies inside another step, so the lines do not add up."
)


def _about(told: Funnel) -> Message:
    return say(
        "Orders placed {first} to {last}, whenever they were paid",
        first=told.period.first_day,
        last=told.period.last_day,
    )


def _step(sheet: Sheet, row: int, one: StepResult) -> None:
    base, reached = name_of(one.counts.base), name_of(one.counts.reached)
    branch = "↳ " if one.step.inside else ""
    sheet.text(row, STEP, f"{branch}{sheet.book.text(one.step.label)}", BOLD)
    sheet.formula(row, BASE, f"={base}", one.counts.base.value, COUNT)
    sheet.formula(row, REACHED, f"={reached}", one.counts.reached.value, COUNT)
    sheet.reference(row, RATE, one.rate)
    _interval(sheet, row, one)
    sheet.reference(row, LOST, one.lost)
    share = 1 - float(one.rate.required)
    sheet.formula(row, LOST_SHARE, f"=1-{sheet.cell(row, RATE)}", share, SHARE)
    _optional(sheet, row, LOST_MONEY, one.lost_money)
    sheet.text(row, AGAINST, one.reference.label if one.reference else "", {**PLAIN, "indent": 1})
    if one.reference is not None:
        rate = one.reference.rate
        sheet.formula(row, REFERENCE, f"={name_of(rate)}", one.reference.value, SHARE)
    _optional(sheet, row, MEND_COUNT, one.mend_count)
    _optional(sheet, row, MEND_MONEY, one.mend_money)
    word = f"{one.standing.sign} {sheet.book.text(one.standing.word)}"
    colour = COLOURS.get(one.standing)
    style = {**PLAIN, "indent": 1, **({"font_color": colour} if colour else {})}
    sheet.text(row, STANDING, word, style)


def _interval(sheet: Sheet, row: int, one: StepResult) -> None:
    """Write Wilson's interval as live formulas over base, rate and sureness."""
    n, p = sheet.cell(row, BASE), sheet.cell(row, RATE)
    z = "NORMSINV(0.5+funnel_sureness/2)"
    middle, half = f"{p}+{z}^2/(2*{n})", f"{z}*SQRT({p}*(1-{p})/{n}+{z}^2/(4*{n}^2))"
    for column, sign, value in ((LOW, "-", one.interval.low), (HIGH, "+", one.interval.high)):
        formula = f"=ROUND(({middle}{sign}{half})/(1+{z}^2/{n}),6)"
        sheet.formula(row, column, formula, round(value, 6), SHARE)


def _optional(sheet: Sheet, row: int, column: int, figure: Figure | None) -> None:
    if figure is not None:
        sheet.reference(row, column, figure)
    else:
        sheet.text(row, column, "–", {**PLAIN, "align": "right"})


def _levels(sheet: Sheet, row: int, told: Funnel) -> int:
    """Write the nine levels and what stands beside them; missing ones name their sheet."""
    sheet.text(row, STEP, say("Levels"), BOLD)
    row += 1
    for level in Level:
        counted = told.now.levels.get(level)
        sheet.text(row, STEP, level.label)
        if counted is None:
            text = say("not told; {sheet} would", sheet=level.sheet)
            sheet.page.merge_range(row, BASE, row, STANDING, "", sheet.book.format(NOTE))
            sheet.text(row, BASE, text, {**NOTE, "text_wrap": False})
        else:
            sheet.number(row, BASE, counted.value, COUNT)
        row += 1
    for one in told.now.beside.values():
        label = one.label.fields.get("count")
        words = sheet.book.text(label) if isinstance(label, Message) else ""
        sheet.text(row, STEP, words, {**NOTE, "indent": 1})
        is_money = one.unit is Unit.MONEY
        number_format = sheet.book.number_format(Unit.MONEY) if is_money else COUNT
        sheet.number(row, LOST_MONEY if is_money else BASE, one.value, number_format)
        row += 1
    return row


def _means(sheet: Sheet, row: int, told: Funnel) -> int:
    """Write what mends the step to mend first; all means stand on the page."""
    if told.first is None:
        return row
    sheet.text(row, STEP, say("What mends it"), BOLD)
    row += 1
    for one in told.means():
        if one.step not in told.mended:
            continue
        sheet.page.merge_range(row, STEP, row, STANDING, "", sheet.book.format(PLAIN))
        sheet.text(row, STEP, one.title, {**PLAIN, "text_wrap": False})
        row += 1
    return row


def _story(sheet: Sheet, row: int) -> None:
    """Write what the owner of a page goes through (FUN-5), with a box to tick on paper."""
    sheet.text(row, STEP, say("The story of a product page, for its owner"), BOLD)
    for place, line in enumerate(PAGE_STORY, 1):
        sheet.page.merge_range(row + place, STEP, row + place, STANDING, "",
            sheet.book.format(PLAIN))  # fmt: skip
        text = f"☐ {place}. {sheet.book.text(line)}"
        sheet.text(row + place, STEP, text, {**PLAIN, "text_wrap": False})
