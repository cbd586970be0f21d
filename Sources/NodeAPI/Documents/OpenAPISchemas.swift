import Evidence
import Governance
import Outbox

/// The shapes of bodies and answers in OpenAPI's terms.
enum OpenAPISchemas {
    static var all: [String: Any] {
        var schemas: [String: Any] = [
            "Error": object(
                ["code": text, "number": number, "message": ref("Text")], optional: ["number"]),
            "Text": object(["zh": text, "en": text]),
            "Version": object([
                "version": text, "chain": digest, "member": text, "suite": text,
                "nameChinese": text, "nameEnglish": text,
            ]),
            "Submission": body(["transaction": base64]),
            "Signature": body(["transaction": base64, "content": base64], optional: ["content"]),
            "ReviewRequest": body(["request": base64]),
            "Export": body(
                [
                    "kind": word(["subject", "asset"]), "id": digest, "caseReference": text,
                    "disclosures": map(list(base64)), "blocks": flag,
                ], optional: ["blocks"]),
            "ExportStanding": object(
                [
                    "id": digest, "height": number,
                    "stage": word(ExportProgress.Stage.allCases.map(\.name)), "done": number,
                    "total": number, "bytes": number,
                ], optional: ["bytes"]),
            "ExportEnd": object(["isEnded": flag]),
            "State": object(
                [
                    "key": hex, "value": base64, "proof": base64, "stateRoot": digest,
                    "height": number,
                    "block": base64,
                ], optional: ["value", "proof", "block"]),
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
                    "quotas": list(ref("Quota")),
                ], optional: ["sinceLastBlockMilliseconds", "freeBytes", "connections", "quotas"]),
            "Quota": object([
                "key": text, "entries": number, "entriesLimit": number, "bytes": number,
                "bytesLimit": number, "freed": number,
            ]),
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
                    "version": text, "clockOffsetMilliseconds": ["type": "integer"],
                    "observes": flag,
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
                    "id": digest,
                    "status": word(["pending", "committed", "expired", "rejected", "unknown"]),
                    "entry": number, "receipt": ref("Receipt"),
                    "code": number, "message": ref("Text"),
                ], optional: ["entry", "receipt", "code", "message"]),
            "Receipt": object(
                [
                    "height": number, "time": number, "outcome": word(outcomes), "code": number,
                    "message": ref("Text"), "decision": ref("Decision"),
                ], optional: ["message", "decision"]),
            "Decision": object(
                [
                    "outcome": word(outcomes), "rules": list(ref("Rule")), "duties": ref("Duties"),
                    "isEmergency": flag, "isMalformed": flag, "panel": text,
                    "escalationMilliseconds": number, "caseID": digest, "grant": digest,
                    "override": digest, "dataLimit": list(ref("Period")), "facts": map(text),
                    "asOf": number, "stateRoot": digest, "cost": number,
                ],
                optional: [
                    "panel", "escalationMilliseconds", "caseID", "grant", "override", "dataLimit",
                ]),
            "Period": object(["from": number, "until": number], optional: ["from", "until"]),
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
                "decision": ref("Decision"), "asOf": number, "stateRoot": digest, "bytes": base64,
                "key": digest, "signature": hex,
            ]),
            "Entry": object(entry, optional: ["staff"]),
            "ProvenEntry": object(
                entry.merging(["proof": base64, "block": base64]) { first, _ in first },
                optional: ["staff"]),
            "Link": object(
                [
                    "kind": word(["subject", "asset"]), "id": digest, "sequence": number,
                    "previous": number,
                ],
                optional: ["previous"]),
            "Head": object(
                [
                    "kind": word(["subject", "asset"]), "id": digest, "count": number,
                    "entries": list(ref("Entry")),
                    "next": number,
                ], optional: ["next"]),
        ]
    }

    private static var entry: [String: [String: Any]] {
        [
            "index": number, "transaction": digest, "kind": text, "member": text, "staff": text,
            "receipt": ref("Receipt"), "links": list(ref("Link")), "bytes": base64,
        ]
    }

    private static var governance: [String: Any] {
        [
            "OfflineDraftRequest": body([
                "request": base64, "declaration": base64, "reasonCommitment": digest,
            ]),
            "OfflineDraft": object([
                "record": digest, "sequence": number, "signedBytes": base64, "bytes": base64,
            ]),
            "OfflineStanding": object([
                "isCutOff": flag, "last": number,
                "gaps": list(object(["from": number, "through": number])),
                "waiting": list(
                    object(
                        [
                            "record": text, "sequence": number, "physician": text,
                            "subject": text, "decided": number,
                        ], optional: ["subject"])),
                "lost": list(digest), "problems": list(ref("Text")),
            ]),
            "OfflineOpening": body(["record": digest, "signatures": list(base64)]),
            "Cases": list(ref("Case")),
            "Case": object(
                [
                    "id": digest, "type": word(CaseType.allCases.map(\.name)),
                    "state": word(CaseState.allCases.map(\.name)), "reference": digest,
                    "subject": digest, "otherNames": list(digest),
                    "parties": list(text), "panel": list(text), "opened": number, "due": number,
                    "ballots": list(object(["person": text, "choice": text])),
                    "needsEverySeat": flag,
                ], optional: ["reference", "subject"]),
            "Charters": list(
                object(["id": text, "version": number, "digest": digest, "vocabulary": digest])),
            "Proposals": list(
                object(
                    [
                        "id": digest, "name": text, "version": number, "state": text,
                        "caseID": digest, "reports": number,
                    ], optional: ["caseID"])),
            "Members": list(
                object([
                    "id": text, "uscc": text, "nameChinese": text, "nameEnglish": text,
                    "kind": text, "tier": text, "isActive": flag, "hasSeat": flag,
                ])),
            "Notices": list(
                object(
                    [
                        "id": digest, "audience": text, "subject": text, "about": digest,
                        "due": number, "state": text,
                    ], optional: ["subject"])),
            "DutyList": object([
                "duties": list(ref("Duty")), "problems": list(ref("Problem")),
                "needsSomebody": flag,
            ]),
            "Duty": object(
                [
                    "kind": word(WorkKind.allCases.map(\.name)), "subject": digest, "stage": text,
                    "isEnded": flag,
                    "concern": text, "what": ref("Text"), "whom": ref("Text"), "member": text,
                    "patient": text, "since": number, "due": number, "sent": number,
                    "refusals": number, "expirations": number, "code": number,
                    "why": ref("Text"), "next": ref("Text"), "withdrawal": digest,
                ], optional: ["concern", "member", "patient", "due", "code", "withdrawal"]),
            "Subject": object(
                [
                    "pseudonym": digest, "otherNames": list(digest),
                    "merges": list(
                        object(
                            [
                                "id": digest, "names": list(digest), "merged": number,
                                "mergedBy": list(text), "separated": number,
                                "separatedBy": list(text),
                            ], optional: ["separated"])), "holder": text, "refusesEmergency": flag,
                    "consents": list(
                        object(
                            [
                                "id": text, "permits": flag, "state": text,
                                "purposes": list(text), "maximumLevel": number,
                                "notBefore": number, "notAfter": number,
                            ], optional: ["notAfter"])),
                    "assets": list(text), "grants": list(text), "overrides": list(text),
                    "recovery": object([
                        "id": text, "state": text, "reason": text, "announcedBy": list(text),
                        "announced": number, "due": number,
                    ]),
                    "recalls": list(ref("Recall")),
                ], optional: ["recovery"]),
            "Consent": consent,
            "Recall": object(
                [
                    "permit": digest, "receiver": text, "withdrawal": digest,
                    "occasion": word(RecallOccasion.allCases.map(\.name)),
                    "state": word(RecallState.allCases.map(\.name)),
                    "reason": word(KeepingReason.allCases.map(\.name)), "created": number,
                    "due": number, "answered": number, "isLate": flag,
                ], optional: ["reason", "answered"]),
            "Access": object(
                [
                    "pseudonym": digest, "otherNames": list(digest),
                    "events": list(ref("AccessEvent")), "recalls": list(ref("Recall")),
                    "reads": list(
                        object(
                            [
                                "time": number, "who": text, "call": text, "standing": text,
                                "isGiven": flag, "times": number,
                            ], optional: ["standing"])), "areReadsCut": flag, "next": number,
                ], optional: ["reads", "next"]),
            "AccessEvent": object(
                [
                    "entry": number, "time": number, "kind": text, "by": text,
                    "outcome": word(outcomes), "code": number, "message": ref("Text"),
                    "request": digest, "receiver": text, "purpose": text, "action": text,
                    "fields": list(text), "basis": list(text), "isOffline": flag,
                ], optional: ["message", "request", "receiver", "purpose", "action"]),
        ]
    }

    private static var consent: [String: Any] {
        object(
            [
                "id": digest, "subject": digest, "asset": digest, "holder": text,
                "permits": flag, "state": word(["active", "withdrawn", "superseded"]),
                "relation": text, "isSeparate": flag, "isInOwnHand": flag, "recorded": number,
                "supersedes": digest,
                "scope": object(
                    [
                        "purposes": list(text), "categories": list(text),
                        "maximumLevel": number, "audiences": list(text), "fields": list(text),
                        "actions": list(text), "data": ref("Period"), "notBefore": number,
                        "notAfter": number,
                    ], optional: ["notAfter"]),
                "hasEffect": flag, "explanation": ref("Text"),
                "hindrances": list(
                    object([
                        "cause": text,
                        "reach": word(ConsentHindrance.Reach.allCases.map(\.name)),
                        "message": ref("Text"),
                    ])),
            ], optional: ["subject", "asset", "supersedes"])
    }

    private static let outcomes = ["accepted", "refused", "permit", "deny", "escalate"]

    private static var text: [String: Any] { ["type": "string"] }
    private static var digest: [String: Any] { Shape.digest.schema }
    private static var hex: [String: Any] { Shape.bytes.schema }
    private static var base64: [String: Any] {
        [
            "type": "string", "contentEncoding": "base64",
            "pattern": "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
        ]
    }
    private static var number: [String: Any] { ["type": "integer", "minimum": 0] }
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

    private static func word(_ words: [String]) -> [String: Any] { Shape.word(words).schema }

    /// What a caller sends: a name that is not known is refused, not passed over.
    private static func body(
        _ properties: [String: [String: Any]], optional: Set<String> = []
    ) -> [String: Any] {
        object(properties, optional: optional)
            .merging(["additionalProperties": false]) { first, _ in first }
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

extension Shape {
    /// The same in JSON Schema's terms.
    var schema: [String: Any] {
        switch self {
        case .digest: ["type": "string", "pattern": "^[0-9a-f]{64}$"]
        case .bytes: ["type": "string", "pattern": "^(?:[0-9a-f]{2})+$"]
        case .number(let most): ["type": "integer", "minimum": 0, "maximum": most]
        case .word(let words): ["type": "string", "enum": words]
        }
    }
}
