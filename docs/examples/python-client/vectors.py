"""The vectors that the pages print, made again."""

import re

from bodies import SCHEMA
from canon import decode, digest, digest_bytes, encode, lines, unzigzag
from keys import Key
from ledger import check_certificate
from proofs import EntryTree, check_inclusion, check_state

FAULTS = {
    "not-shortest": 1103, "trailing": 1102, "indefinite": 1104, "negative": 1104, "map": 1104,
    "tag": 1104, "float": 1104, "null": 1104, "bad-text": 1106, "too-deep": 1108,
    "count-beyond-the-bytes": 1109, "bytes-cut-off": 1101, "elements-cut-off": 1109,
}


def vectors(folder, page):
    found = {}
    with open(f"{folder}/{page}.md", encoding="utf-8") as file:
        for block in re.findall(r"```vectors\n(.*?)```", file.read(), re.S):
            for line in block.splitlines():
                name, _, value = line.replace(" = ", " ").partition(" ")
                found[name] = bytes.fromhex(value)
    assert found, f"{page} has no vectors"
    return found


def check_pages(folder, refused):
    """How many vectors were made again."""
    pages = (
        ("coding", _coding), ("evidence-tree", _tree), ("ledger-formats", _ledger),
        ("node-api", _calls),
    )
    count = 0
    for page, check in pages:
        found = vectors(folder, page)
        check(found, refused)
        count += len(found)
    return count


def _coding(found, refused):
    for name, raw in found.items():
        if name in FAULTS:
            refused(name, lambda: decode(raw), FAULTS[name])
        elif name != "digest-of-123":
            assert encode(decode(raw)) == raw, name
    assert unzigzag(decode(found["signed-largest"])) == 2**63 - 1
    assert unzigzag(decode(found["signed-smallest"])) == -(2**63)
    assert digest("tally/header/v1", [1, 2, 3]) == found["digest-of-123"]


def _tree(found, refused):
    tree, leaves = EntryTree(), [bytes([i]) for i in range(7)]
    for i, leaf in enumerate(leaves, 1):
        tree.append(leaf)
        assert tree.root() == found[f"root-of-{i}"]
    root = found["root-of-7"]
    for i in (2, 6):
        proof = found[f"inclusion-{i}-of-7"]
        assert check_inclusion(proof, leaves[i], root, 7) == i
        refused("another leaf", lambda: check_inclusion(proof, b"x", root), 1306)
    eight, two = found["root-of-8-keys"], found["root-of-2-keys"]
    check_state(found["proof-of-a"], eight, b"a", b"1")
    check_state(found["absence-of-k0-among-8"], eight, b"k0", None)
    check_state(found["absence-of-k1-among-2"], two, b"k1", None)
    for value in (b"2", None):
        refused("not a's", lambda: check_state(found["proof-of-a"], eight, b"a", value), 1312)


def _ledger(found, refused):
    key = Key("centre-b/data-chen", bytes([9]) * 32)
    signed = decode(found["signed-transaction"])
    name = digest("tally/tx/v1", signed[0])
    assert name == found["transaction-id"] and encode(signed[0]) == found["transaction"]
    message = lines("tally/tx-signature/v1", f"transaction {name.hex()}")
    assert [key.id, key.sign(message)] == signed[1][0]
    SCHEMA.read("entry", decode(found["entry"]))
    header, seats = decode(found["header"]), decode(found["seat-set"])
    certificate = decode(found["certificate"])
    assert digest("tally/header/v1", header) == found["block-id"]
    assert digest("tally/seat-set/v1", seats) == found["seat-set-digest"]
    assert digest("tally/certificate/v1", certificate) == found["certificate-digest"]
    SCHEMA.read("parameters", decode(found["parameters"]))
    assert digest_bytes("tally/parameters/v1", found["parameters"]) == found["parameters-digest"]
    check_certificate(header[1], header, certificate, seats)


def _calls(found, refused):
    key = Key("hospital-a/somebody", found["seed"])
    assert (key.public, key.id) == (found["public-key"], found["tally-key"])
    assert key.sign(found["signed-lines"]) == found["tally-signature"]
