/// The shapes of bodies and answers in OpenAPI's terms.
enum OpenAPISchemas {
    static var all: [String: Any] {
        var schemas: [String: Any] = [
            "Error": object(
                ["code": text, "number": number, "message": ref("Text")], optional: ["number"]),
            "Text": object(["zh": text, "en": text]),
            "Version": object([
                "version": text, "chain": text, "member": text, "suite": text,
                "nameChinese": text, "nameEnglish": text,
            ]),
            "Submission": object(["transaction": text]),
            "Signature": object(["transaction": text, "content": text], optional: ["content"]),
            "ReviewRequest": object(["request": text]),
            "Export": object([
                "kind": text, "id": text, "caseReference": text,
                "disclosures": map(list(text)),
            ]),
            "State": object(
                [
                    "key": text, "value": text, "proof": text, "stateRoot": text, "height": number,
                    "block": text,
                ], optional: ["value", "block"]),
        ]
        schemas.merge(ledger) { first, _ in first }
        schemas.merge(governance) { first, _ in first }
        return schemas
    }

    private static var ledger: [String: Any] {
        [
            "Health": object(
                [
                    "member": text, "role": text, "height": number, "round": number,
                    "blockTime": number, "entryCount": number,
                    "sinceLastBlockMilliseconds": number, "linked": list(text), "seats": number,
                    "quorum": number, "reachesQuorum": flag, "waitingTransactions": number,
                    "freeBytes": number, "problems": list(ref("Problem")), "verdict": number,
                    "consensus": ref("Consensus"), "disk": ref("Disk"),
                    "links": list(ref("MemberLink")), "connections": ref("Connections"),
                ], optional: ["sinceLastBlockMilliseconds", "freeBytes", "connections"]),
            "Connections": object([
                "open": number, "most": number, "mostOfOneAddress": number, "turnedAway": number,
            ]),
            "MemberLink": object(
                [
                    "member": text, "access": text, "reason": text, "words": ref("Text"),
                    "saidByPeer": flag, "address": text,
                ], optional: ["access", "reason", "words"]),
            "Problem": object(
                [
                    "code": number, "severity": number, "zh": text, "en": text,
                    "remedy": ref("Text"),
                ], optional: ["remedy"]),
            "Consensus": object(
                [
                    "step": text, "open": flag, "signing": text, "proposer": text,
                    "suspended": list(text), "seats": list(ref("SeatHealth")),
                    "missing": ref("MissingQuorum"), "next": ref("Timeout"),
                    "heartbeatMilliseconds": number, "work": text,
                ], optional: ["proposer", "missing", "next", "work"]),
            "SeatHealth": object(
                [
                    "member": text, "linked": flag, "silenceMilliseconds": number,
                    "lastVote": ref("SeenVote"), "tip": number, "round": number,
                    "version": text, "clockOffsetMilliseconds": number, "observes": flag,
                ],
                optional: [
                    "silenceMilliseconds", "lastVote", "tip", "round", "version",
                    "clockOffsetMilliseconds", "observes",
                ]),
            "SeenVote": object(
                ["height": number, "round": number, "step": text, "block": text],
                optional: ["block"]),
            "MissingQuorum": object([
                "step": text, "have": number, "need": number, "members": list(text),
                "awaitsProposal": flag,
            ]),
            "Timeout": object(["kind": text, "milliseconds": number]),
            "Disk": object(
                [
                    "freeBytes": number, "leastFreeBytes": number, "silenceMilliseconds": number,
                    "voteLogBytes": number, "voteLogRecords": number, "signedHeight": number,
                    "signedRound": number, "scrubHeight": number, "scrubPasses": number,
                    "damagedBlocks": list(number), "repairedBlocks": number,
                ], optional: ["freeBytes", "signedHeight", "signedRound"]),
            "Transaction": object(
                [
                    "id": text, "status": text, "entry": number, "receipt": ref("Receipt"),
                    "code": number, "message": ref("Text"),
                ], optional: ["entry", "receipt", "code", "message"]),
            "Receipt": object(
                [
                    "height": number, "time": number, "outcome": text, "code": number,
                    "message": ref("Text"), "decision": ref("Decision"),
                ], optional: ["message", "decision"]),
            "Decision": object(
                [
                    "outcome": text, "rules": list(ref("Rule")), "duties": ref("Duties"),
                    "isEmergency": flag, "isMalformed": flag, "panel": text,
                    "escalationMilliseconds": number, "caseID": text, "grant": text,
                    "override": text, "facts": map(text), "asOf": number, "stateRoot": text,
                    "cost": number,
                ],
                optional: ["panel", "escalationMilliseconds", "caseID", "grant", "override"]),
            "Rule": object([
                "charter": text, "version": number, "rule": text, "basis": list(text),
                "isRedLine": flag,
            ]),
            "Duties": object(
                [
                    "encrypt": flag, "log": flag, "count": flag, "masks": map(text),
                    "notify": map(number), "review": map(number), "expireMilliseconds": number,
                ], optional: ["expireMilliseconds"]),
            "Review": object([
                "decision": ref("Decision"), "asOf": number, "stateRoot": text, "bytes": text,
                "key": text, "signature": text,
            ]),
            "Entry": object(
                [
                    "index": number, "transaction": text, "kind": text, "member": text,
                    "staff": text, "receipt": ref("Receipt"), "links": list(ref("Link")),
                    "bytes": text,
                ], optional: ["staff"]),
            "Link": object(
                ["kind": text, "id": text, "sequence": number, "previous": number],
                optional: ["previous"]),
            "Head": object(
                [
                    "kind": text, "id": text, "count": number, "entries": list(ref("Entry")),
                    "next": number,
                ], optional: ["next"]),
        ]
    }

    private static var governance: [String: Any] {
        [
            "OfflineDraftRequest": object([
                "request": text, "declaration": text, "reasonCommitment": text,
            ]),
            "OfflineDraft": object([
                "record": text, "sequence": number, "signedBytes": text, "bytes": text,
            ]),
            "OfflineStanding": object([
                "isCutOff": flag, "last": number,
                "gaps": list(object(["from": number, "through": number])),
                "waiting": list(
                    object([
                        "record": text, "sequence": number, "physician": text, "subject": text,
                        "decided": number,
                    ])),
            ]),
            "OfflineOpening": object(["record": text, "signatures": list(text)]),
            "Cases": list(ref("Case")),
            "Case": object(
                [
                    "id": text, "type": text, "state": text, "reference": text, "subject": text,
                    "parties": list(text), "panel": list(text), "opened": number, "due": number,
                    "ballots": list(object(["person": text, "choice": text])),
                    "needsEverySeat": flag,
                ], optional: ["reference", "subject"]),
            "Charters": list(
                object(["id": text, "version": number, "digest": text, "vocabulary": text])),
            "Proposals": list(
                object(
                    [
                        "id": text, "name": text, "version": number, "state": text,
                        "caseID": text, "reports": number,
                    ], optional: ["caseID"])),
            "Members": list(
                object([
                    "id": text, "uscc": text, "nameChinese": text, "nameEnglish": text,
                    "kind": text, "tier": text, "isActive": flag, "hasSeat": flag,
                ])),
            "Notices": list(
                object(
                    [
                        "id": text, "audience": text, "subject": text, "about": text,
                        "due": number, "state": text,
                    ], optional: ["subject"])),
            "DutyList": object([
                "duties": list(ref("Duty")), "problems": list(ref("Problem")),
                "needsSomebody": flag,
            ]),
            "Duty": object(
                [
                    "kind": text, "subject": text, "stage": text, "isEnded": flag,
                    "concern": text, "what": ref("Text"), "whom": ref("Text"), "member": text,
                    "patient": text, "since": number, "due": number, "sent": number,
                    "refusals": number, "expirations": number, "code": number,
                    "why": ref("Text"), "next": ref("Text"),
                ], optional: ["concern", "member", "patient", "due", "code"]),
            "Subject": object([
                "pseudonym": text, "holder": text, "refusesEmergency": flag,
                "consents": list(
                    object([
                        "id": text, "permits": flag, "state": text, "purposes": list(text),
                        "maximumLevel": number, "notBefore": number, "notAfter": number,
                    ])), "assets": list(text), "grants": list(text), "overrides": list(text),
            ]),
        ]
    }

    private static var text: [String: Any] { ["type": "string"] }
    private static var number: [String: Any] { ["type": "integer"] }
    private static var flag: [String: Any] { ["type": "boolean"] }

    private static func ref(_ name: String) -> [String: Any] {
        ["$ref": "#/components/schemas/\(name)"]
    }

    private static func list(_ element: [String: Any]) -> [String: Any] {
        ["type": "array", "items": element]
    }

    private static func map(_ value: [String: Any]) -> [String: Any] {
        ["type": "object", "additionalProperties": value]
    }

    private static func object(
        _ properties: [String: [String: Any]], optional: Set<String> = []
    ) -> [String: Any] {
        [
            "type": "object", "properties": properties,
            "required": properties.keys.filter { !optional.contains($0) }.sorted(),
        ]
    }
}
