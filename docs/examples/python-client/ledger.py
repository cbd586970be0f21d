"""Transactions, blocks and certificates (ledger-formats.md): making, reading and checking them."""

import copy
import secrets
import time

from bodies import KIND_NUMBERS, SCHEMA, write_body
from canon import Refused, decode, digest, encode, lines
from keys import SUITE, verify
from node import unbase64
from proofs import EntryTree, check_inclusion, check_state


def transaction(chain, key, kind, body, minutes=60):
    """A transaction of the key's person, or of its member's gateway, without signatures."""
    staff = [key.person] if key.person else []
    until = int(time.time() * 1000) + minutes * 60_000
    return [
        SUITE, chain, KIND_NUMBERS[kind], key.member, staff, [], secrets.token_bytes(16), until,
        encode([write_body(kind, body), []]),
    ]


def sign_transaction(value, *keys):
    """The id and the bytes of a transaction with the signatures of these keys."""
    name = digest("tally/tx/v1", value)
    message = lines("tally/tx-signature/v1", f"transaction {name.hex()}")
    return name, encode([value, sorted([key.id, key.sign(message)] for key in keys)])


def check_certificate(chain, header, certificate, seats):
    """Rules 1 to 4 of the page, in its order, over canonical values; how many seats signed."""
    named, block = SCHEMA.read("certificate", certificate), digest("tally/header/v1", header)
    if named["height"] != header[2]:
        raise Refused(2205, "the certificate is for another height")
    if certificate[2] != block:
        raise Refused(2206, "the certificate is for another block")
    if any(seat >= len(seats) for seat, _ in certificate[3]):
        raise Refused(2202, "a seat that is not in the set")
    if len(certificate[3]) < 2 * len(seats) // 3 + 1:
        raise Refused(2203, f"{len(certificate[3])} of {len(seats)} seats are no quorum")
    message = lines(
        "tally/precommit/v1", f"chain {chain.hex()}", f"height {header[2]}",
        f"round {named['round']}", f"block {block.hex()}",
    )
    for seat, signature in certificate[3]:
        if not verify(seats[seat][1][1], message, signature):
            raise Refused(2204, f"the signature of seat {seat} does not hold")
    return len(certificate[3])


class Chain:
    """What follows from genesis alone: the seats, and with each block that is appended the rest.

    A header beyond the last block is checked with the seats that are known so far: they vouch for
    it. Who wants to know that others did not follow them appends the blocks up to it.
    """

    def __init__(self, genesis, chain_id):
        value = decode(genesis)
        self.id = digest("tally/genesis/v1", value)
        if self.id != chain_id:
            raise Refused(7401, "the digest of genesis is not the chain's id")
        self.genesis = SCHEMA.read("genesis", value)
        self.seats, self.next_seats = value[5], value[5]
        self.tree, self.height, self.time = EntryTree(), 0, 0
        self.header, self.last_seats = None, None

    def copy(self):
        """Another one that goes on by itself."""
        other = copy.copy(self)
        other.tree = copy.deepcopy(self.tree)
        return other

    def knows_seats(self, header):
        return header[10] == digest("tally/seat-set/v1", self.next_seats)

    def check_header(self, header, certificate):
        """A header by itself, under the seats that are due after the last block."""
        if header[1] != self.id:
            raise Refused(7421, "the header is of another chain")
        if not self.knows_seats(header):
            raise Refused(7422, "the header names other seats than those that follow")
        return check_certificate(self.id, header, certificate, self.next_seats)

    def append(self, stored_bytes):
        """Checks the next block whole; its header, body and entries (index, bytes, value)."""
        stored = decode(stored_bytes)
        SCHEMA.read("storedBlock", stored)
        ((header, body), certificate), results = stored
        if header[2] != self.height + 1:
            raise Refused(4001, "the block is not of the next height")
        self.check_header(header, certificate)
        self._check_parent(header, body)
        tree, entries, coming = copy.deepcopy(self.tree), [], self.next_seats
        if len(body[0]) != len(results):
            raise Refused(1107, "one result for each transaction")
        for signed, result in zip(body[0], results):
            if result[0][:2] != [header[2], header[5]]:
                raise Refused(7804, "a receipt has another height or time than its block")
            raw = encode([0, signed, result])
            entries.append((tree.size, raw, [0, signed, result]))
            tree.append(raw)
            coming = _seats_after(signed, result) or coming
        if (header[8], header[7]) != (tree.size, tree.root()):
            raise Refused(1306, "the entries do not lead to the entry root")
        if header[11] != digest("tally/seat-set/v1", coming):
            raise Refused(7415, "the next seats are not those that the block announces")
        self.seats, self.next_seats, self.last_seats = self.next_seats, coming, self.next_seats
        self.tree, self.height, self.time, self.header = tree, header[2], header[5], header
        return header, body, entries

    def _check_parent(self, header, body):
        if header[5] <= self.time:
            raise Refused(4002, "the time is not after the parent's")
        if self.header is None:  # the parent of block 1 is in no block
            if body[2] or header[4] != bytes(32):
                raise Refused(4005, "block 1 has no certificate of a parent")
            return
        if header[3] != digest("tally/header/v1", self.header):
            raise Refused(1709, "the block does not follow the one before it")
        if not body[2] or digest("tally/certificate/v1", body[2][0]) != header[4]:
            raise Refused(4005, "the header names another certificate than the body has")
        check_certificate(self.id, self.header, body[2][0], self.last_seats)

    def check_state_answer(self, answer, key):
        """The value of a key, or None where its absence is proven, and the header of the proof."""
        if answer["key"] != key.hex():
            raise Refused(None, "the answer is about another key")
        header, certificate = read_certified(answer["block"])
        self.check_header(header, certificate)
        value = unbase64(answer["value"]) if "value" in answer else None
        if value is None and "proof" not in answer:
            raise Refused(None, "the node says that there is none; proof it gives to regulators")
        check_state(unbase64(answer["proof"]), header[9], key, value)
        return value, header

    def check_entry_answer(self, answer, index):
        """The bytes of an entry, proven to the entry root of its block, and that header."""
        header, certificate = read_certified(answer["block"])
        self.check_header(header, certificate)
        raw = unbase64(answer["bytes"])
        if check_inclusion(unbase64(answer["proof"]), raw, header[7], header[8]) != index:
            raise Refused(1306, "the proof is of another entry")
        return raw, header


def read_certified(text):
    """Header and certificate of an answer's `block`, as canonical values."""
    value = decode(unbase64(text))
    SCHEMA.read("certified", value)
    return value


def _seats_after(signed, result):
    """The seats that an accepted seat change or recovery announces; None for anything else."""
    kind, accepted = signed[0][2], result[0][2] == 1
    if not accepted or kind not in (5, 7):
        return None
    body = decode(signed[0][8])[0]
    return body[0] if kind == 5 else body[4]
