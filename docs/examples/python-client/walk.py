"""The whole chain by names: every transaction, receipt and charter, every record that they lead to.

What cannot be decoded is counted, and so is what the node does not give this reader: neither is
passed over.
"""

from bodies import SCHEMA
from canon import Refused, decode
from entries import Entry, blocks, read_state
from node import NodeError
from states import LINKS, TABLES, state_key


class Walk:
    def __init__(self, chain, node, folder, say):
        self.chain, self.node, self.folder, self.say = chain, node, folder, say
        self.problems, self.withheld, self.kinds, self.read = {}, {}, {}, {}
        self.heads, self.wanted, self.seen = {}, [], set()

    def run(self):
        self._founded()
        for header, _, entries in blocks(self.chain, self.node, self.folder):
            for index, raw, _ in entries:
                self._tried("an entry", lambda: self._entry(header, index, raw))
        while self.wanted:
            table, parts = self.wanted.pop(0)
            self._tried(f"a record of {table}", lambda: self._record(table, parts))
        return self

    def _tried(self, what, action):
        try:
            action()
        except (Refused, NodeError) as error:
            place = self.problems
            if isinstance(error, NodeError) and error.status == 403:
                place = self.withheld
            reason = f"{what}: {error}"
            place[reason] = place.get(reason, 0) + 1

    def want(self, table, *parts):
        """Records to read after the blocks; ids of 32 bytes stand here in hex."""
        parts = tuple(
            bytes.fromhex(part) if isinstance(part, str) and len(part) == 64 else part
            for part in parts
        )
        if (table, parts) not in self.seen:
            self.seen.add((table, parts))
            self.wanted.append((table, parts))

    def _founded(self):
        genesis = self.chain.genesis
        for form, texts in (("vocabulary", "vocabularies"), ("charter", "charters")):
            for text in genesis[texts]:
                self._text(form, text)
        for table in ("members", "seats", "next-seats", "parameters", "committee", "rules",
                      "rules-changes", "recovery-keys", "recovery-epoch", "recovery", "proposers",
                      "seat-changes", "seen-oldest", "due", "open-cases", "open-proposals"):
            self.want(table)
        for person in genesis["staff"]:
            self._person(person["member"], person["id"])

    def _text(self, form, text):
        self._tried(
            f"a {form}",
            lambda: self.say(f"{form} {SCHEMA.read(form, decode(bytes.fromhex(text)))}"),
        )

    def _person(self, member, staff):
        self.want("staff", member, staff)
        self.want("licence", member, staff)
        self.want("override-physician", member, staff)
        self.want("quota", "person", member, staff)
        self.want("open-escalations", member, staff, "")

    def _member(self, member):
        for table in ("member", "staff-count", "misbehaviour", "opened-cases", "waiver",
                      "offline-log", "outstanding-notices", "open-recalls"):
            self.want(table, member)
        for account in ("gateway", "governance"):
            self.want("quota", account, member)

    def _entry(self, header, index, raw):
        entry = Entry(index, raw)
        self.kinds[entry.kind, entry.outcome] = self.kinds.get((entry.kind, entry.outcome), 0) + 1
        self.say(f"{index} at {header[2]} {entry.kind} {entry.outcome} {entry.receipt['code']} "
                 f"by {entry.tx['member']}/{entry.tx['staff'] or '-'} {entry.body}")
        if entry.detail is not None:
            self.say(f"    {entry.detail}")
        for link in entry.result["links"]:
            head = link["head"]["kind"], link["head"]["id"]
            if (link["sequence"], link["previous"]) != self._after(head):
                raise Refused(7605, f"entry {index} does not follow the one before it")
            self.heads[head] = link["sequence"], index
            self._head(*head)
        for key in entry.signers:
            self.want("key", key)
        self.want("seen", entry.id.hex())
        self.want("seen-block", header[2])
        self._by_kind(entry)

    def _after(self, head):
        sequence, last = self.heads.get(head, (0, None))
        return sequence + 1, last

    def _head(self, kind, name):
        self.want("head", "1" if kind == "subject" else "2", name)
        tables = {
            "subject": ("subject", "subject-assets", "subject-consents", "subject-grants",
                        "latest-subject-recovery", "override-subject", "override-history",
                        "subject-merges", "merge-subject"),
            "asset": ("asset", "asset-rights", "asset-grants", "cohort-consents"),
        }
        for table in tables[kind]:
            self.want(table, name)
        for table in ("holdings", "recalls-of"):
            self.want(table, "1" if kind == "subject" else "2", name)
        if kind == "subject":
            self.want("quota", "subject", name)

    def _by_kind(self, entry):
        body, name = entry.body, entry.id.hex()
        if entry.kind == "propose-charter":
            self._text("charter", body["charter"])
        if entry.kind == "propose-vocabulary":
            self._text("vocabulary", body["vocabulary"])
        if entry.kind == "anchor":
            self.want("anchor", body["digest"])
        people = body.get("staff", []) if isinstance(body, dict) else []
        if entry.kind in ("enrol-member", "enrol-staff"):
            for person in people if isinstance(people, list) else [people]:
                self._person(person["member"], person["id"])
        tables = {
            "propose-charter": "proposal", "propose-vocabulary": "proposal", "consent": "consent",
            "register-right": "right", "request": "permit", "redeem-code": "permit",
            "issue-code": "code", "recover-subject": "subject-recovery",
            "merge-subjects": "subject-merge", "rotate-key": "announced-key",
            "declare-override": "override",
        }
        if entry.kind in tables and entry.outcome in ("accepted", "permit"):
            self.want(tables[entry.kind], name)
        if entry.kind == "transition" and entry.outcome == "accepted":
            self.want("record", entry.detail)
        if entry.kind in ("open-case", "ballot", "review") and entry.outcome == "accepted":
            self._case(entry.detail if entry.kind == "open-case" else entry.detail["case"])
        if entry.outcome == "escalate" and entry.detail["case"]:
            self._case(entry.detail["case"])
        if entry.kind == "declare-override" and entry.outcome == "accepted":
            self._case(entry.detail["reviewCase"])
            if entry.detail["offline"]:
                self.want("offline-link", entry.detail["scope"]["holder"],
                          entry.detail["offline"]["number"])
        if entry.kind == "notified":
            self.want("notice", body)

    def _case(self, name):
        for table in ("case", "appeal", "escalated-request", "ruling-decision"):
            self.want(table, name)

    def _record(self, table, parts):
        value, header = read_state(
            self.chain, self.node, self.folder, state_key(table, *parts), TABLES[table]
        )
        names = "/".join(p.hex() if isinstance(p, bytes) else str(p) for p in parts)
        self.say(f"{table}/{names} at {header[2]}: {value}")
        found = self.read.setdefault(table, [0, 0])
        found[0 if value is not None else 1] += 1
        if value is not None:
            self._onwards(table, parts, value)

    def _onwards(self, table, parts, value):
        """What a record leads to."""
        if table == "members":
            for member in value:
                self._member(member)
        if table == "staff-count":
            for place in range(value):
                self.want("staff-place", parts[0], place)
        if table == "rules-changes":
            for height in value:
                self.want("rules-at", height)
        if table == "seat-changes":
            for height in value:
                self.want("seats-before", height)
        if table == "rules":
            for used in value["charters"]:
                self.want("charter-text", used["digest"])
                self.want("charter-waivers", used["id"])
            for used in value["vocabularies"]:
                self.want("vocabulary-text", used["digest"])
        if table in ("charter-text", "vocabulary-text"):
            self._text(table.partition("-")[0], value)
        if table == "proposal":
            self.want("proposal-digest", value["digest"])
            for source in value["sources"]:
                self.want("rule-source", source["digest"])
        if table == "case" and value["escalation"]:
            self.want("escalation", value["escalation"]["content"])
            self.want("clearance", value["escalation"]["content"])
        if table == "asset" and value["asset"]["members"]["is"] == "subjects":
            for subject in value["asset"]["members"]["subjects"]:
                for label in value["asset"]["labels"]:
                    self.want("subject-field", subject, label["field"])
        if table == "consent" and value["consent"]["about"]["is"] == "subject":
            for purpose in value["consent"]["scope"]["purposes"]:
                self.want("withdrawn-use", value["consent"]["about"]["subject"], purpose)
        if table == "due" and value["is"] == "branches":
            bits = bytes.fromhex(value["bits"])
            for byte in (b for b in range(256) if bits[b // 8] >> (b % 8) & 1):
                self.want("due", b"".join(parts) + bytes([byte]))
        if table in LINKS:
            self.want(LINKS[table], *(parts or ("",)), value["first"])
        if table in LINKS.values() and value["after"]:
            self.want(table, *parts[:-1], value["after"])
        if table == "merge-of-subject":
            self.want("subject-merge", parts[-1])
        if table in ("recall-of", "open-recall"):
            self.want("recall", parts[-1])
        if table == "holding":
            self.want("permit", parts[-1])
        if table == "outstanding-notice":
            self.want("notice", parts[-1])
