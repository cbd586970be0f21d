"""One entry by names, and the chain from genesis to the node's tip."""

import os

from bodies import KINDS, SCHEMA, detail_form, read_body
from canon import Refused, decode, digest
from ledger import read_certified
from node import NodeError


class Entry:
    """An entry whose bytes were verified against the chain."""

    def __init__(self, index, raw):
        self.index, self.raw, value = index, raw, decode(raw)
        SCHEMA.read("entry", value)
        signed = value[1]
        self.id, self.tx = digest("tally/tx/v1", signed[0]), SCHEMA.read("transaction", signed[0])
        if self.tx["kind"] not in KINDS:
            raise Refused(3001, f"the kind {self.tx['kind']} is not known here")
        self.kind = KINDS[self.tx["kind"]]
        payload = decode(signed[0][8])
        if not (isinstance(payload, list) and len(payload) == 2):
            raise Refused(1107, "a payload is [body, commitments]")
        self.body = read_body(self.tx["kind"], payload[0])
        self.commitments = SCHEMA.read("+digest", payload[1])
        self.signers = [key.hex() for key, _ in signed[1]]
        self.result = SCHEMA.read("result", value[2])
        self.receipt = self.result["receipt"]
        self.outcome = self.receipt["outcome"]
        self.detail = self._detail(value[2][0])

    def _detail(self, receipt):
        form = detail_form(self.kind, self.body, self.outcome)
        if form is None:
            if receipt[6]:
                raise Refused(1107, f"a detail where {self.kind} has none")
            return None
        detail = decode(receipt[6])
        if form == "decision":
            if receipt[4] != digest("tally/decision-inputs/v1", detail[1]):
                raise Refused(None, "the receipt names other inputs than its decision has")
        return SCHEMA.read(form, detail)


def blocks(chain, node, folder):
    """Header, body and entries of each block that the chain has not yet; all are verified.

    What was fetched is kept in the folder, so that it is not fetched again; it is verified again.
    """
    os.makedirs(folder, exist_ok=True)
    while True:
        path = os.path.join(folder, f"{chain.height + 1}.block")
        is_kept = os.path.exists(path)
        if is_kept:
            with open(path, "rb") as file:
                raw = file.read()
        else:
            try:
                raw = node.call("GET", f"/v1/blocks/{chain.height + 1}")
            except NodeError as error:
                if error.code == "not-found":
                    return
                raise
        yield chain.append(raw)
        if not is_kept:
            with open(path, "wb") as file:
                file.write(raw)


def follow(chain, node, folder, header):
    """Appends the blocks from genesis on where a header has other seats than those known."""
    if not chain.knows_seats(header):
        for followed, _, _ in blocks(chain, node, folder):
            if chain.knows_seats(header) or followed[2] >= header[2]:
                return


def find_entry(chain, node, folder, index):
    """An entry and the header of its block, by the proof that the node gives."""
    answer = node.get(f"/v1/entries/{index}")
    follow(chain, node, folder, read_certified(answer["block"])[0])
    raw, header = chain.check_entry_answer(answer, index)
    entry = Entry(index, raw)
    if entry.id.hex() != answer["transaction"]:
        raise Refused(None, "the answer names another transaction than its entry")
    return entry, header


def read_state(chain, node, folder, key, form):
    """One record by names, or None where its absence is proven, and the header of the proof."""
    answer = node.get(f"/v1/state/{key.hex()}")
    follow(chain, node, folder, read_certified(answer["block"])[0])
    value, header = chain.check_state_answer(answer, key)
    return (None if value is None else SCHEMA.read(form, decode(value))), header
