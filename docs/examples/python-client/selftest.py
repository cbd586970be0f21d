"""The self-test: the vectors and forms of the pages, then what a forger would change.

    python selftest.py REFERENCE BLOCKS HOME KEY-FILE PASSPHRASE-FILE

REFERENCE is the folder of the pages, BLOCKS the one that `walk` filled; the key is of a clerk of a
regulator or court, who is given proofs of absence. An assertion that does not hold ends it.
"""

import json
import os
import sys

from bodies import SCHEMA
from canon import Refused, decode, digest, encode
from entries import Entry
from keys import open_key_file, verify
from ledger import Chain, check_certificate
from node import Node, unbase64
from pages import check_forms
from proofs import check_inclusion, check_state
from states import state_key
from vectors import check_pages

ORDER = 2**252 + 27742317777372353535851937790883648493


def refused(what, action, *codes):
    try:
        action()
    except Refused as error:
        assert not codes or error.code in codes, f"{what}: {error.code} instead of {codes}"
        return
    raise AssertionError(f"{what} was taken")


def changed(data):
    """The bytes with another one each time."""
    for i in range(len(data)):
        yield i, data[:i] + bytes([data[i] ^ 1]) + data[i + 1 :]


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def blocks(chain, folder):
    """The smallest of the kept blocks that has entries and follows others, and the chain before."""
    found = None
    while os.path.exists(os.path.join(folder, f"{chain.height + 1}.block")):
        raw = read(folder, f"{chain.height + 1}.block")
        before = chain.copy()
        _, _, entries = chain.append(raw)
        if entries and before.height > 1 and (found is None or len(raw) < len(found[0])):
            found = raw, before, entries
    assert found, "no kept block has entries: run `walk` first"
    return found


def forge_block(raw, before):
    for i, other in changed(raw):
        refused(f"block, byte {i}", lambda: before.copy().append(other))
    (block, certificate), _ = decode(raw)
    for i, other in changed(encode(certificate)):
        refused(
            f"certificate, byte {i}",
            lambda: check_certificate(before.id, block[0], decode(other), before.next_seats),
        )
    few, twice = certificate[3][:2], [certificate[3][0]] * 3
    for what, signatures, codes in (("two seats", few, [2203]), ("one seat", twice, [1110])):
        forged = certificate[:3] + [signatures]
        refused(
            what,
            lambda: check_certificate(before.id, block[0], forged, before.next_seats), *codes,
        )
    return len(raw), len(encode(certificate))


def forge_entry(chain, node, index):
    answer = node.get(f"/v1/entries/{index}")
    raw, header = chain.check_entry_answer(answer, index)
    proof = unbase64(answer["proof"])
    for i, other in changed(raw):
        refused(f"entry, byte {i}", lambda: check_inclusion(proof, other, header[7], header[8]))

    def check(forged):
        assert check_inclusion(forged, raw, header[7], header[8]) == index, "another index"

    for i, other in changed(proof):
        try:
            check(other)
        except (Refused, AssertionError):
            continue
        raise AssertionError(f"entry's proof, byte {i}, was taken")
    refused("another entry", lambda: chain.check_entry_answer(answer, index + 1), 1306)
    assert Entry(index, raw).id.hex() == answer["transaction"]
    return len(raw) + len(proof)


def forge_state(chain, node, key):
    answer = node.get(f"/v1/state/{key.hex()}")
    value, header = chain.check_state_answer(answer, key)
    proof = unbase64(answer["proof"])
    for i, other in changed(proof):
        refused(f"proof, byte {i}", lambda: check_state(other, header[9], key, value))
    refused("another key", lambda: check_state(proof, header[9], key + b"x", value))
    refused("another value", lambda: check_state(proof, header[9], key, b"x"))
    if value is not None:
        refused("denied", lambda: check_state(proof, header[9], key, None), 1312)
        for i, other in changed(value):
            refused(f"value, byte {i}", lambda: check_state(proof, header[9], key, other), 1312)
    return value is not None


def forge_signatures(key):
    good = key.sign(b"m")
    scalar = int.from_bytes(good[32:], "little")
    low = bytes([1]) + bytes(31)
    assert verify(key.public, b"m", good)
    assert not verify(key.public, b"n", good)
    assert not verify(key.public, b"m", good[:32] + (scalar + ORDER).to_bytes(32, "little"))
    assert not verify(low, b"m", good) and not verify(key.public, b"m", low + good[32:])


def main(reference, folder, home, key_path, passphrase_path):
    print(f"vectors of the pages: {check_pages(reference, refused)} as printed")
    print(f"forms, numbers and tables: {check_forms(reference)} as the pages have them")
    genesis, config = read(home, "genesis.cbor"), json.loads(read(home, "config.json"))
    chain = Chain(genesis, digest("tally/genesis/v1", decode(genesis)))
    assert SCHEMA.write("genesis", chain.genesis) == decode(genesis), "genesis written otherwise"
    refused("genesis of another chain", lambda: Chain(genesis, bytes(32)), 7401)
    raw, before, entries = blocks(chain, folder)
    print("block of %d and certificate of %d bytes: every change refused"
          % forge_block(raw, before))
    key = open_key_file(key_path, read(passphrase_path).rstrip(b"\r\n"))
    refused("wrong passphrase", lambda: open_key_file(key_path, b"wrong"))
    forge_signatures(key)
    node = Node(config["api"], config["member"], chain.id, key)
    print(f"entry and its proof: {forge_entry(chain, node, entries[0][0])} changes refused")
    there = forge_state(chain, node, state_key("staff", key.member, key.person))
    absent = forge_state(chain, node, state_key("staff", key.member, "nobody"))
    assert there and not absent
    print("state: value and absence proven, every change refused")


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
