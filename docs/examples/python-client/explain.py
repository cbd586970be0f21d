"""Entries and decisions in words."""

from canon import digest


def show(entry, header, seats):
    receipt = entry.receipt
    code = f" {receipt['code']}" if receipt["code"] else ""
    print(f"entry {entry.index}: {entry.kind}, {entry.outcome}{code}, height {receipt['height']}")
    print(f"  transaction {entry.id.hex()}")
    print(f"  block {digest('tally/header/v1', header).hex()}")
    if entry.kind in ("request", "redeem-code") and entry.detail:
        explain(entry.detail)
    for link in entry.result["links"]:
        name = link["head"]["id"][:16]
        print(f"  {link['head']['kind']} {name}…: entry {link['sequence']} of its history")
    print(f"  proven to the entry root of a header that a quorum of {seats} seats signed")


def cite(law):
    parts = (("art", "article"), ("para", "paragraph"), ("item", "item"))
    words = [f"{word} {law[name]}" for word, name in parts if law[name] is not None]
    return " ".join([law["law"], *words])


def _minutes(deadline):
    return f"{deadline['party']} within {deadline['milliseconds'] // 60_000} min"


def explain(decision):
    ruling = decision["ruling"]
    duties = ruling["duties"]
    notes = [word for word in ("malformed", "emergency") if ruling[word]]
    said = ", ".join([ruling["outcome"], *notes])
    print(f"  decision: {said}; by the state of height {decision['height']}")
    for rule in ruling["rules"]:
        red = " (red line)" if rule["redLine"] else ""
        basis = ", ".join(map(cite, rule["basis"]))
        print(f"  reason: {rule['charter']}@{rule['version']} {rule['rule']}{red}: {basis}")
    if not ruling["rules"]:
        print("  reason: no rule permits it")
    words = [f"mask {mask['field']} by {mask['method']}" for mask in duties["masks"]]
    words += [name for name in ("encrypt", "log", "count") if duties[name]]
    words += [f"notify {_minutes(item)}" for item in duties["notify"]]
    words += [f"review by {_minutes(item)}" for item in duties["review"]]
    if duties["expires"] is not None:
        words.append(f"expires after {duties['expires'] // 60_000} min")
    words += [f"decided by {_minutes(item)}" for item in ruling["deadlines"]]
    print("  duties:", ", ".join(words) or "none")
    for name in ("grant", "override", "case"):
        if decision[name]:
            print(f"  {name}: {decision[name]}")
