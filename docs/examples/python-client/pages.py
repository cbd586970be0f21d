"""The forms of this client against the pages that they were written from: where a page changes, the
client has to be changed too."""

import re

from bodies import BODIES, NUMBERS, SCHEMA
from states import TABLES

# Forms that have another name here than on the page.
RECORDS = {
    "members of an asset": "assetMembers", "scope of a consent": "consentScope",
    "record of a charter": "newRecord", "name of a rule": "ruleName",
    "scope of an override": "overrideScope", "source of a charter": "source",
    "consulted charter": "consulted", "recovery": "recoveryRecord",
    "vocabulary in force": "activeVocabulary", "charter in force": "activeCharter",
    "act of a merge": "mergeAct", "rules": "rulesInForce", "part of the schedule": "schedule",
    "withdrawal of a licence": "licenceWithdrawal",
}
CHARTERS = {
    "rule": "charterRule", "field": "typedField", "quorum": "votesOfSeats", "name": "bilingual",
    "effect on a field": "setting",
}


def check_forms(folder):
    """How many forms, bodies and tables are as the pages have them."""
    count = 0
    for page, names in (("records", RECORDS), ("state", RECORDS), ("charter-language", CHARTERS)):
        for name, form in _rows(folder, page, r"^\| ([a-z][a-z -]+) \| (\[.*) \|$"):
            _compare(f"{page}.md, {name}", SCHEMA.forms[names.get(name) or _camel(name)], form)
            count += 1
    bodies = _rows(folder, "transactions", r"^\| (\d+) ([a-z-]+) \| (\[[^|]*) \|")
    for number, kind, form in bodies:
        _compare(f"transactions.md, {kind}", _body(f"{number} {kind}"), form)
        count += 1
    return count + _numbers(folder) + _tables(folder) + _parameters(folder)


def _body(name):
    form = BODIES[name]
    return SCHEMA.forms[form.other_name] if form.other_name else form


def _rows(folder, page, pattern):
    with open(f"{folder}/{page}.md", encoding="utf-8") as file:
        found = re.findall(pattern, file.read(), re.M)
    assert found, f"{page}.md has no forms"
    return found


def _camel(name):
    first, *others = name.split(" ")
    return first + "".join(word.capitalize() for word in others)


def _compare(what, form, text):
    if form.cases is None:
        due = [_elements(text)]
        found = [len(form.elements)] if form.other_name is None else due
    else:
        tag = r"\[" + "[^,\\[\\]]+, " * len(form.lead) + r"(\d+)(?=[,\]])"
        due = sorted({int(number) for number in re.findall(tag, text)})
        found = sorted(form.cases)
    assert found == due, f"{what}: {due} on the page, {found} here"


def _elements(text):
    """Elements of the first array of a form; arrays and brackets in it count as one."""
    depth, count = 0, 1
    for character in text:
        depth += {"[": 1, "(": 1, "]": -1, ")": -1}.get(character, 0)
        if depth == 0:
            return count
        count += depth == 1 and character == ","
    raise AssertionError(f"no form: {text}")


def _numbers(folder):
    count = 0
    for page in ("records", "state", "charter-language"):
        for name, cases in _rows(folder, page, r"^\| `(\w+)` \| (\d+ \w+(?:, \d+ \w+)*) \|$"):
            if name in ("StaffRole", "NoticeOccasion"):  # a sum of roles, part of an id
                continue
            due = dict((int(case.split(" ")[0]), case.split(" ")[1]) for case in cases.split(", "))
            assert NUMBERS[name] == due, name
            count += 1
    return count


def _tables(folder):
    rows = _rows(folder, "state", r"^\| (`[^|]*) \| [^|]* \| [^|]* \|$")
    named = [name for row in rows for name in re.findall(r"`([a-z-]+)`", row)]
    assert sorted(named) == sorted(TABLES), sorted(set(named) ^ set(TABLES))
    return len(named)


def _parameters(folder):
    rows = _rows(folder, "ledger-formats", r"^\| \d+ \| `(\w+)` \| ")
    here = [name for name, _ in SCHEMA.forms["parameters"].elements]
    assert rows == here, "the parameters have other names or another order"
    return len(rows)
