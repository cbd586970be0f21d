"""An evidence file (evidence-format.md), in part: certificate, entries, complete histories.

    python evidence.py FILE GENESIS CHAIN

Changes of seats, recoveries, the seal and the layers are left to `tally-verify`: a file that has
changes of seats or recoveries is refused here.
"""

import sys
import zipfile

from canon import Refused, decode, encode
from entries import Entry
from ledger import Chain
from proofs import check_inclusion, check_state
from states import state_key


def check(path, chain):
    """How many entries and complete histories the file proves."""
    content = decode(zipfile.ZipFile(path).read("evidence.cbor"))
    _, _, subject, steps, (header, certificate), index, heads, entries = content[:8]
    if steps or len(content) != 10:
        raise Refused(None, "changes of seats and recoveries are not read by this program")
    chain.check_header(header, certificate)
    key = state_key("subject-assets", subject[1])
    if index[0] != key:
        raise Refused(7601, "the index is another record")
    check_state(encode(index[2]), header[9], key, index[1][0] if index[1] else None)
    told = {}
    for raw, proof in entries:
        entry = Entry(check_inclusion(encode(proof), raw, header[7], header[8]), raw)
        for link in entry.result["links"]:
            head = link["head"]["id"]
            sequence, last = told.get(head, (0, None))
            if head in {name[1].hex() for name, _, _ in heads}:
                if (link["sequence"], link["previous"]) != (sequence + 1, last):
                    raise Refused(7605, f"entry {entry.index} does not follow")
                told[head] = link["sequence"], entry.index
    for name, record, proof in heads:
        said = list(told[name[1].hex()]) if name[1].hex() in told else None
        if said != (record[0] if record else None):
            raise Refused(7606, "the last entry is not the one that the head names")
        value = encode(record[0]) if record else None
        check_state(encode(proof), header[9], state_key("head", str(name[0]), name[1]), value)
    return len(entries), len(heads)


if __name__ == "__main__":
    with open(sys.argv[2], "rb") as file:
        founded = Chain(file.read(), bytes.fromhex(sys.argv[3]))
    print("%d entries, %d complete histories: proven" % check(sys.argv[1], founded))
