"""The units that figures come in."""

from enum import Enum


class Unit(Enum):
    """What a number counts or measures; decides how it is written."""

    MONEY = "money"
    COUNT = "count"
    SHARE = "share"
    RATIO = "ratio"
    PEOPLE = "people"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    METRES = "metres"
    SQUARE_METRES = "square_metres"
    CUBIC_METRES = "cubic_metres"
    PER_HOUR = "per_hour"
    HOUR_OF_DAY = "hour_of_day"
    TEXT = "text"
    DATE = "date"
