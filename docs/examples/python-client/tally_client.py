"""A client of a Tally node, written from docs/reference alone.

Exit codes: 0 done (accepted, permitted, found), 1 refused, denied, absent or not as the pages say,
2 escalated or not settled yet.
"""

import argparse
import base64
import hashlib
import json
import os
import sys
import time

from bodies import SCHEMA
from canon import Refused, decode, digest, encode, lines
from entries import find_entry, read_state
from explain import explain, show
from formats import NUMBERS
from keys import open_key_file, verify
from ledger import Chain, sign_transaction, transaction
from node import Node, NodeError, unbase64
from states import TABLES, state_key
from walk import Walk


def connect(asked):
    """The chain as genesis founds it, the node, and the key of the person who acts."""
    with open(os.path.join(asked.home, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    with open(os.path.join(asked.home, "genesis.cbor"), "rb") as file:
        genesis = file.read()
    with open(asked.passphrase_file, "rb") as file:
        key = open_key_file(asked.key, file.read().rstrip(b"\r\n"))
    chain_id = bytes.fromhex(asked.chain) if asked.chain else _named(genesis)
    chain = Chain(genesis, chain_id)
    return chain, Node(config["api"], config["member"], chain.id, key)


def _named(genesis):
    # Without --chain the file in the member's own folder is believed.
    return digest("tally/genesis/v1", decode(genesis))


def settle(asked, chain, node, kind, body):
    """Signs, submits, waits, and checks the entry that came of it."""
    name, raw = sign_transaction(transaction(chain.id, node.key, kind, body), node.key)
    print("transaction", name.hex())
    answer = node.submit(raw)
    if answer["id"] != name.hex():
        raise Refused(None, "the node speaks of another transaction")
    if answer["status"] != "committed":
        why = answer.get("message", {}).get("en", "")
        print(f"{answer['status']} {answer.get('code', '')} {why}".rstrip())
        return 2 if answer["status"] == "pending" else 1
    entry, header = find_entry(chain, node, asked.cache, answer["entry"])
    if entry.id != name:
        raise Refused(None, "the entry holds another transaction")
    show(entry, header, len(chain.next_seats))
    return {"accepted": 0, "permit": 0, "escalate": 2}.get(entry.outcome, 1)


def anchor(asked):
    chain, node = connect(asked)
    with open(asked.file, "rb") as file:
        content = hashlib.sha256(file.read()).digest()
    body = {"what": asked.what, "digest": content, "head": None, "entry": None}
    return settle(asked, chain, node, "anchor", body)


def request_body(asked):
    return {
        "asset": asked.asset, "subject": asked.subject, "action": asked.action,
        "purpose": asked.purpose, "fields": asked.fields.split(","), "output": asked.output,
        "claims": [], "grant": asked.grant, "clientTime": int(time.time() * 1000),
    }


def request(asked):
    chain, node = connect(asked)
    return settle(asked, chain, node, "request", request_body(asked))


def review(asked):
    """What would be decided, signed by the node's gateway for who asked, what, and the answer."""
    chain, node = connect(asked)
    raw = encode(SCHEMA.write("request", request_body(asked)))
    answer = node.post("/v1/review", {"request": base64.b64encode(raw).decode()})
    decision = unbase64(answer["bytes"])
    member, _ = read_state(
        chain, node, asked.cache, state_key("member", node.member), TABLES["member"]
    )
    message = lines(
        "tally/review/v1", f"chain {chain.id.hex()}", f"as-of {answer['asOf']}",
        f"asker {node.key.member}/{node.key.person}",
        f"request {hashlib.sha256(raw).hexdigest()}",
        f"decision {hashlib.sha256(decision).hexdigest()}",
    )
    gateway = bytes.fromhex(member["gateway"]["key"])
    if not verify(gateway, message, bytes.fromhex(answer["signature"])):
        raise Refused(None, f"the gateway of {node.member} did not sign this answer")
    explain(SCHEMA.read("decision", decode(decision)))
    print(f"  signed by the gateway of {node.member}; not binding")
    return 0


def entry(asked):
    chain, node = connect(asked)
    found, header = find_entry(chain, node, asked.cache, asked.index)
    show(found, header, len(chain.next_seats))
    return 0


def state(asked):
    """A record with its proof; a part of 64 digits of hex is a name of 32 bytes."""
    chain, node = connect(asked)
    if asked.table not in TABLES:
        raise Refused(None, f"there is no table {asked.table}; there are {', '.join(TABLES)}")
    parts = [bytes.fromhex(part) if len(part) == 64 else part for part in asked.part]
    key = state_key(asked.table, *parts)
    value, header = read_state(chain, node, asked.cache, key, TABLES[asked.table])
    if value is None:
        print(f"proven absent at height {header[2]}")
        return 1
    print(json.dumps(value, ensure_ascii=False, indent=1))
    print(f"proven at height {header[2]}")
    return 0


def whole(asked):
    """The chain from genesis to the tip; 1 where something on it cannot be decoded."""
    chain, node = connect(asked)
    with open(asked.out, "w", encoding="utf-8") as file:
        walk = Walk(chain, node, asked.cache, lambda line: print(line, file=file)).run()
    print(f"{chain.tree.size} entries in {chain.height} blocks: every certificate, link and root")
    for (kind, outcome), count in sorted(walk.kinds.items()):
        print(f"  {count:5} {kind} {outcome}")
    for table, (found, absent) in sorted(walk.read.items()):
        print(f"  {table}: {found} proven, {absent} proven absent")
    for title, reasons in (("not for this reader", walk.withheld), ("NOT READ", walk.problems)):
        for reason, count in reasons.items():
            print(f"{title}: {count} × {reason}")
    print("not everything was decoded" if walk.problems else "everything was decoded")
    return 1 if walk.problems else 0


def arguments():
    parser = argparse.ArgumentParser(prog="tally_client", description=__doc__)
    parser.add_argument("--home", required=True, help="folder with config.json and genesis.cbor")
    parser.add_argument("--key", required=True, help="key file of the person who acts")
    parser.add_argument("--passphrase-file", required=True)
    parser.add_argument("--chain", help="the chain's id in hex, from your institution")
    parser.add_argument("--cache", default="blocks", help="folder for blocks that were fetched")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name, run, says):
        found = commands.add_parser(name, help=says)
        found.set_defaults(run=run)
        return found

    found = command("anchor", anchor, "put the SHA-256 of a file on the chain")
    found.add_argument("file")
    found.add_argument("--what", default="exhibit", choices=NUMBERS["AnchorKind"].values())
    for name, run, says in (
        ("request", request, "ask for data: every node decides, and it is recorded"),
        ("review", review, "what would be decided: signed by the gateway, not recorded"),
    ):
        found = command(name, run, says)
        found.add_argument("--subject", required=True, help="pseudonym, as the holder told it")
        for option in ("--asset", "--grant"):
            found.add_argument(option, help="id in hex")
        words = (("action", "read"), ("purpose", "care"), ("fields", "glucose"), ("output", "raw"))
        for option, default in words:
            found.add_argument(f"--{option}", default=default, help=f"default: {default}")
    found = command("entry", entry, "verify one entry by its proof, and explain it")
    found.add_argument("index", type=int)
    found = command("state", state, "a record with its proof: state staff hospital-a dr-li")
    found.add_argument("table")
    found.add_argument("part", nargs="*")
    found = command("walk", whole, "check the whole chain, decode every transaction and record")
    found.add_argument("--out", default="walk.txt", help="file that takes it all")
    return parser.parse_args()


def main():
    asked = arguments()
    try:
        return asked.run(asked)
    except (Refused, NodeError, OSError) as error:
        print(f"tally_client: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
