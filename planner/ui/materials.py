"""The materials page: what to buy for packing, until when, and what it follows from."""

from functools import partial
from itertools import accumulate

import pandas as pd
import streamlit as st

from planner import demand
from planner import materials as room_of_materials
from planner.language import Message, say
from planner.materials import HOLDS, NUMBERS, Materials, charts
from planner.ui import cards, empty, inputs, own_materials, shopping, tables
from planner.ui.drawing import draw_chart
from planner.ui.state import Screen

ON_CARDS = ("parcels", "bag_parcels", "carton_parcels")
CHOICE_WIDTH = 270


def draw_answer(screen: Screen, materials: Materials) -> None:
    """Draw the verdict, the numbers that matter, and when everything has to be ordered."""
    language = screen.language
    cards.verdict(screen, *materials.verdict())
    cards.cards(screen, [*(materials.drivers[name] for name in ON_CARDS), materials.cost])
    empty.say_problems(screen, materials.problems)
    _draw_high_case(screen, materials)
    draw_chart(
        screen,
        "order-dates",
        partial(charts.order_dates, materials, screen.today, language),
        language.text(say("When to order, and when it must be there")),
    )


def _draw_high_case(screen: Screen, materials: Materials) -> None:
    """Say what the purchase is for, and how many lines run short where more is sold."""
    short = materials.short_in_high_case
    told = say("Bought for P95: enough in 19 of 20 cases, with the safety share on top.")
    if materials.buy_for is demand.Quantile.P50:
        told = say(
            "Bought for the expected need, P50, with the safety share on top: for {count} materials"
            " less than the high case, P95, takes. The box below chooses which to buy for.",
            count=len(short),
        )
    st.caption(screen.language.text(told))


def draw_list(screen: Screen, materials: Materials) -> None:
    """Draw the choices, the list, and materials of the manager's own."""
    row = st.container(horizontal=True, gap="small")
    for name in ("materials.buy_for", "materials.printer_kind"):
        with row.container(width=CHOICE_WIDTH):
            inputs.choice_input(screen, name)
    with row.container(width=CHOICE_WIDTH):
        shown = screen.language.text(say("Beijing, Shanghai, Guangzhou, Shenzhen, Hangzhou"))
        inputs.text_input(screen, "materials.priority_cities", shown)
    shopping.draw(screen, materials)
    own_materials.draw(screen)


def draw_sizes(screen: Screen, materials: Materials) -> None:
    """Draw what the parcels are packed in, in the expected and in the high case."""
    st.subheader(screen.language.text(say("What parcels are packed in")), anchor=False)
    tables.draw(size_table(screen, materials), words=2, whole=True)


def size_table(screen: Screen, materials: Materials) -> pd.DataFrame:
    """Return parcels by size: which go there, how many, and their share."""
    language = screen.language
    entries = screen.answer.entries
    # What a smaller packing holds goes there: a larger one that holds less takes nothing.
    holds = accumulate(
        (int(entries[f"materials.{name}"].value or 0) for name in HOLDS.values()), max
    )
    sizes: tuple[tuple[str, Message], ...] = (
        *zip(
            ("bag_parcels", "small_parcels", "medium_parcels"),
            (say("up to {most} items", most=most) for most in holds),
            strict=True,
        ),
        ("large_parcels", say("more")),
    )
    whole = materials.drivers["parcels"].exact
    rows = []
    for name, which in sizes:
        usual, high = materials.drivers[name], materials.high[name]
        rows.append(
            [
                language.text(usual.label),
                language.text(which),
                language.number(usual.value),
                language.share(usual.exact / whole if whole else None),
                language.number(high.value),
            ]
        )
    heads = (
        say("Size"), say("Items of a parcel"), say("Parcels, P50"), say("Share"),
        say("Parcels, P95"),
    )  # fmt: skip
    return tables.made(heads, rows, language)


def draw_account(screen: Screen, materials: Materials) -> None:
    """Draw the inputs that the list has no place for, and how everything is calculated."""
    in_the_list = {
        name
        for name in screen.answer.entries
        if name.rpartition(".")[2] in NUMBERS or name.startswith("materials.own.")
    }
    inputs.section(screen, "materials", say("What this is built on"), in_the_list)
    queries = {**demand.QUERIES, **room_of_materials.QUERIES}
    cards.how(screen, tuple(materials.figures()), tuple(queries.values()))
