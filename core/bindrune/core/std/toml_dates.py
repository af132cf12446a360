"""Dates and times of TOML: checked part by part, with the reference's words for what is wrong."""

from __future__ import annotations

from bindrune.core.std.toml_syntax import Fault

_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def date_time(text: str, start: int, end: int) -> str:
    """Return the normal text of a date, a time or both; faults cover the whole."""
    return _Parts(text, start, end).read()


class _Parts:
    """Reads a date from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.at = 0

    def read(self) -> str:
        text = self.text
        if text[0] in "+-":
            raise self.fault("invalid datetime, expected year or hour")
        digits = text.lstrip("0123456789")
        if digits[0] == ":":
            time = self.time()
            if self.at < len(text):
                raise self.fault("invalid datetime")
            return time
        date = self.date()
        if self.at == len(text):
            return date
        if text[self.at] not in "Tt ":
            raise self.fault("invalid date-time, expected `T` between date and time")
        self.at += 1
        return f"{date}T{self.time()}{self.offset()}"

    def fault(self, message: str) -> Fault:
        return Fault(message, self.start, self.end)

    def digits(self, what: str, name: str, width: int, shape: str) -> int:
        """Read one number of so many digits."""
        rest = self.text[self.at :]
        found = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        if not found:
            raise self.fault(f"invalid {what}, expected {name}")
        if len(found) != width:
            words = {2: "two", 4: "four"}[width]
            raise self.fault(f"invalid {what}, expected a {words}-digit {name} ({shape})")
        self.at += width
        # Digits with an underscore behind them are as wrong as too many.
        if self.text[self.at : self.at + 1] == "_":
            words = {2: "two", 4: "four"}[width]
            raise self.fault(f"invalid {what}, expected a {words}-digit {name} ({shape})")
        return int(found)

    def sign(self, what: str, sign: str, shape: str) -> None:
        if self.text[self.at : self.at + 1] != sign:
            raise self.fault(f"invalid {what}, expected `{sign}` ({shape})")
        self.at += 1

    def within(self, what: str, name: str, value: int, low: int, high: int) -> None:
        if not low <= value <= high:
            raise self.fault(f"invalid {what}, expected {name} between {low:02} and {high:02}")

    def date(self) -> str:
        if self.text.partition("-")[0] and len(self.text.partition("-")[0]) < 4:
            # A short year is noticed only behind the rest of its form.
            rest = self.text.partition("-")[2]
            if "-" not in rest:
                raise self.fault("invalid date, expected `-` (MM-DD)")
        year = self.digits("date", "year", 4, "YYYY")
        self.sign("date", "-", "YYYY-MM")
        month = self.digits("date", "month", 2, "MM")
        self.sign("date", "-", "MM-DD")
        day = self.digits("date", "day", 2, "DD")
        self.within("date", "month", month, 1, 12)
        is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        days = 29 if month == 2 and is_leap else _MONTHS[month - 1]
        self.within("date", "day", day, 1, days)
        return f"{year:04}-{month:02}-{day:02}"

    def time(self) -> str:
        hour = self.digits("time", "hour", 2, "HH")
        self.sign("time", ":", "HH:MM")
        minute = self.digits("time", "minute", 2, "MM")
        shown = f"{hour:02}:{minute:02}"
        second = 0
        fraction = ""
        if self.text[self.at : self.at + 1] == ":":
            self.at += 1
            second = self.digits("time", "second", 2, "SS")
            shown += f":{second:02}"
            if self.text[self.at : self.at + 1] == ".":
                self.at += 1
                rest = self.text[self.at :]
                fraction = rest[: len(rest) - len(rest.lstrip("0123456789"))]
                if not fraction:
                    raise self.fault("invalid time, expected nanosecond")
                self.at += len(fraction)
        self.within("time", "hour", hour, 0, 23)
        self.within("time", "minute", minute, 0, 59)
        self.within("time", "second", second, 0, 60)
        kept = fraction[:9].rstrip("0")
        return shown + (f".{kept or '0'}" if fraction else "")

    def offset(self) -> str:
        rest = self.text[self.at :]
        if not rest:
            return ""
        if rest in ("Z", "z"):
            return "Z"
        if rest[0] in "Zz":
            raise self.fault("invalid datetime")
        if rest[0] not in "+-":
            raise self.fault("invalid offset, expected `Z`, +OFFSET, -OFFSET")
        self.at += 1
        hours = self.digits("offset", "hour", 2, "HH")
        self.sign("offset", ":", "HH:MM")
        minutes = self.digits("offset", "minute", 2, "MM")
        if hours > 23:
            raise self.fault("invalid offset, expected hours between 00 and 23")
        if minutes > 59:
            raise self.fault("invalid offset, expected minutes between 00 and 59")
        if self.at < len(self.text):
            raise self.fault("invalid datetime")
        sign = "+" if not hours and not minutes else rest[0]
        return f"{sign}{hours:02}:{minutes:02}"
