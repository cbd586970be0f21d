"""Arrays by position as records by name, and back.

A form is a line `name: element:type element:type …`, or, where the first element says which of
several it is, `name: 1 one(element:type …) | 2 two()`. Types: `?x` an optional, `*x` a list that
ascends strictly, `+x` a list in another order, `@n` a number that has a name, the simple types
below, the name of a form. A name that ends in `!` is ordered by all of its elements; an element
whose name ends in `~` takes all that is left. What stands before `then` comes before the number.
"""

import re

from canon import Refused, unzigzag, zigzag


def numbers(text):
    """`Name: 1 one, 2 two`, as the tables of the pages have it; an indented line goes on."""
    tables = {}
    for line in filter(None, text.replace("\n ", " ").splitlines()):
        name, _, cases = line.partition(": ")
        pairs = (case.split(" ") for case in cases.split(", "))
        tables[name] = {int(number): word for number, word in pairs}
    return tables


def forms(text):
    """The forms by name; an indented line goes on with the one above."""
    found = {}
    for line in filter(None, text.replace("\n ", " ").splitlines()):
        name, _, elements = line.partition(": ")
        found[name.rstrip("!")] = Form(name, elements)
    return found


class Form:
    """What leads, then either the elements or the cases that a number chooses."""

    def __init__(self, name, text):
        self.name, self.is_whole, self.cases = name.rstrip("!"), name.endswith("!"), None
        lead, _, rest = text.partition(" then ") if " then " in text else ("", "", text)
        self.lead, self.elements = _split(lead), _split(rest)
        found = re.findall(r"(\d+) (\w+)\(([^)]*)\)", rest)
        if found:
            self.cases = {int(tag): (case, _split(inside)) for tag, case, inside in found}

    @property
    def other_name(self):
        """The type that this is another name of; None for a form of its own."""
        is_name = self.cases is None and self.elements[0][0] == ""
        return self.elements[0][1] if is_name else None


def _split(text):
    return [tuple(part.split(":")) for part in text.split() if ":" in part]


def _order(form, value):
    """What a list of these ascends by."""
    if isinstance(value, str):
        return value.encode()
    if not isinstance(value, list):
        return value
    if form is None or form.is_whole:
        return [_order(None, item) for item in value]
    return _order(None, value[0]) if value else []


def _need(holds, code, at, why):
    if not holds:
        raise Refused(code, f"{at}: {why}")


class Schema:
    def __init__(self, tables, *found):
        self.tables, self.forms = tables, {k: v for part in found for k, v in part.items()}

    def read(self, kind, value, at="$"):
        """The names of a canonical value; refuses what does not fit the form."""
        mark, rest = kind[0], kind[1:]
        if mark == "?":
            _need(isinstance(value, list), 1105, at, "an array was due")
            _need(len(value) < 2, 1107, at, "an optional has no element or one")
            return self.read(rest, value[0], at) if value else None
        if mark in "*+":
            _need(isinstance(value, list), 1105, at, "a list was due")
            named = [self.read(rest, item, f"{at}[{i}]") for i, item in enumerate(value)]
            keys = [_order(self.forms.get(rest), item) for item in value] if mark == "*" else []
            ascends = all(one < next_one for one, next_one in zip(keys, keys[1:]))
            _need(ascends, 1110, at, "the list does not ascend strictly")
            return named
        if mark == "@":
            _need(isinstance(value, int), 1105, at, "a number was due")
            _need(value in self.tables[rest], 1110, at, f"{value} is no {rest}")
            return self.tables[rest][value]
        if kind in SIMPLE:
            python, holds, read, _ = SIMPLE[kind]
            _need(isinstance(value, python), 1105, at, f"{kind} was due")
            _need(holds(value), 1110, at, f"out of range for {kind}")
            return read(value)
        return self._record(self.forms[kind], value, at)

    def _record(self, form, value, at):
        if form.other_name:
            return self.read(form.other_name, value, at)
        _need(isinstance(value, list), 1105, at, f"the array of {form.name} was due")
        if form.cases is None:
            return self._named(form.elements, value, at)
        lead = len(form.lead)
        _need(len(value) > lead, 1107, at, f"{form.name} is too short")
        tag = value[lead]
        known = isinstance(tag, int) and tag in form.cases
        _need(known, 1110, at, f"{form.name} has no case {tag!r}")
        case, elements = form.cases[tag]
        named = self._named(form.lead, value[:lead], at)
        return {**named, "is": case, **self._named(elements, value[lead + 1 :], f"{at}.{case}")}

    def _named(self, elements, value, at):
        if elements and elements[-1][0].endswith("~"):  # the last takes all that is left
            value = value[: len(elements) - 1] + [value[len(elements) - 1 :]]
        due = len(elements) == len(value)
        _need(due, 1107, at, f"{len(elements)} elements were due, not {len(value)}")
        return {
            name.rstrip("~"): self.read(kind, item, f"{at}.{name}")
            for (name, kind), item in zip(elements, value)
        }

    def write(self, kind, value):
        """The canonical value of named ones; lists that ascend are sorted."""
        mark, rest = kind[0], kind[1:]
        if mark == "?":
            return [] if value is None else [self.write(rest, value)]
        if mark in "*+":
            items = [self.write(rest, item) for item in value]
            form = self.forms.get(rest)
            return sorted(items, key=lambda item: _order(form, item)) if mark == "*" else items
        if mark == "@":
            for number, word in self.tables[rest].items():
                if word == value:
                    return number
            words = ", ".join(self.tables[rest].values())
            raise Refused(1110, f"{value} is no {rest}: one of {words}")
        if kind in SIMPLE:
            return SIMPLE[kind][3](value)
        form = self.forms[kind]
        if form.other_name:
            return self.write(form.other_name, value)
        if form.cases is None:
            return self._positions(form.elements, value)
        for tag, (case, elements) in form.cases.items():
            if case == value["is"]:
                lead = self._positions(form.lead, value)
                return lead + [tag] + self._positions(elements, value)
        raise Refused(1110, f"{form.name} has no case {value['is']}")

    def _positions(self, elements, value):
        items = []
        for name, kind in elements:
            item = self.write(kind, value[name.rstrip("~")])
            items += item if name.endswith("~") else [item]
        return items


def _same(value):
    return value


def _bytes(value):
    return value if isinstance(value, bytes) else bytes.fromhex(value)


def _sized(count):
    return (bytes, lambda value: len(value) == count, bytes.hex, _bytes)


def _any(value):
    return True


SIMPLE = {  # type of Python, range, read, write
    "uint": (int, _any, _same, _same),
    "yes": (int, lambda value: value < 2, bool, int),
    "signed": (int, _any, unzigzag, zigzag),
    "level": (int, lambda value: 1 <= value <= 5, _same, _same),
    "text": (str, _any, _same, _same),
    "bytes": (bytes, _any, bytes.hex, _bytes),
    "digest": _sized(32),
    "signature": _sized(64),
    "nonce": _sized(16),
}
