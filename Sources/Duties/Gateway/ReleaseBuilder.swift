import Bilingual
import BlockStore
import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import Sealing
import WrittenText

/// What the gateway would do on a permit, judged on the very bytes that would leave.
package enum ReleaseDraft: Sendable {
    /// These bytes may go; masks ascending by field.
    case payload([UInt8], masks: [FieldMask])
    /// Nothing goes; the code says why, the lines are for the holder's own eyes.
    case blocked(reason: UInt64, findings: [String])
    /// The permit is not for records to be sent: training, statistics.
    case nothingToSend
    /// It may go once something else is on the chain: what rests on an override waits until the
    /// holder's people are told.
    case waits(Wording)
    /// The holder's records cannot be read now: whether there are any is not known.
    case notReadable(Wording)
}

/// Why no documents of a permit are had.
private enum Unbuilt: Error, Worded {
    case blocked(CoverageFault)
    case later(Wording)

    private var words: any Worded {
        switch self {
        case .blocked(let fault): fault
        case .later(let reason): reason
        }
    }

    var english: String { words.english }
    var chinese: String { words.chinese }
}

/// Makes the payload of a permit: select, mask, judge. Pure but for reading the holder's records.
package struct ReleaseBuilder: Sendable {
    private let shelf: RecordShelf
    private let contents: AssetContents
    private let suite: CryptoSuite
    private let masker: Masker
    private let holder: MemberID

    /// Purposes for which a field that was asked for and permitted may go in clear.
    static let carePurposes: Set<String> = ["care", "refer", "rescue", "self"]
    /// Actions that move records.
    static let movingActions: Set<String> = ["read", "export"]

    package init(_ gateway: Gateway) {
        shelf = gateway.shelf
        contents = gateway.contents
        suite = gateway.suite
        masker = gateway.masker
        holder = gateway.member
    }

    /// Decides the request once more against the latest state, then builds what it allows.
    package func draft(_ permit: PermitRecord, on ledger: LedgerState) -> ReleaseDraft {
        let request = permit.request
        guard Self.movingActions.contains(request.action), request.output == "raw" else {
            return .nothingToSend
        }
        // By the chain's time: a clock on the wall that is wrong must not end a right for good.
        var reader = StateReader(ledger, height: ledger.height.next, time: ledger.time)
        let again: Deciding.Result
        do throws(Refusal) {
            again = try Deciding.decideAgain(permit, &reader)
        } catch {
            return .blocked(reason: error.code.value, findings: [error.english])
        }
        if let override = again.scene.override?.id {
            do throws(Refusal) {
                try OverrideDuties.requireHolderTold(of: override, &reader)
            } catch {
                return .waits(Wording(english: error.english, chinese: error.chinese))
            }
        }
        let duties = permit.obligations.joined(again.decision.ruling.obligations)
        do throws(StorageFault) {
            let documents = try covered(again.scene)
            return build(request, permit.actor, duties, documents)
        } catch {
            return .notReadable(error.wording)
        }
    }

    /// The documents of each patient that a permit is about: all of them, or where it names a data
    /// set, those that the data set's digest covers.
    private func covered(
        _ scene: RequestScene
    ) throws(StorageFault) -> Result<[[[UInt8]]], Unbuilt> {
        var found: [[[UInt8]]] = []
        for subject in scene.subjects {
            found.append(try shelf.documents(of: subject.pseudonym))
        }
        guard let asset = scene.asset, !scene.subjects.isEmpty else { return .success(found) }
        let manifest: ContentManifest
        switch try contents.opening(of: asset) {
        case .covers(let covered): manifest = covered
        case .none: return .failure(.blocked(.notOpened))
        case .damaged(let path):
            return .failure(
                .later(
                    Wording(
                        english: "`\(path)` is damaged: restore it from a backup",
                        chinese: "`\(path)` 已损坏：请从备份恢复")))
        }
        found = found.map { $0.filter { manifest.covers($0, suite: suite) } }
        guard !found.contains(where: \.isEmpty) else { return .failure(.blocked(.nothingCovered)) }
        // For the whole data set every document of it must be here; of one patient among several
        // the digest does not say how many are theirs.
        let isWhole = scene.subjects.count == asset.description.members.explicit.count
        let present = Set(found.joined().map { suite.hash($0) })
        guard !isWhole || manifest.documents.allSatisfy(present.contains) else {
            return .failure(.blocked(.changed))
        }
        return .success(found)
    }

    /// Why what was released may not be sent at a time, or nil: days may lie between the two.
    func refusal(
        of permit: PermitRecord, on ledger: LedgerState, at time: BlockTime
    ) -> ReceiptCode? {
        var reader = StateReader(ledger, height: ledger.height.next, time: time)
        do throws(Refusal) {
            _ = try Deciding.decideAgain(permit, &reader)
            return nil
        } catch {
            return error.code
        }
    }

    private func build(
        _ request: Request, _ actor: Actor, _ duties: Obligations,
        _ found: Result<[[[UInt8]]], Unbuilt>
    ) -> ReleaseDraft {
        let patients: [[[UInt8]]]
        switch found {
        case .success(let documents): patients = documents
        case .failure(.later(let reason)): return .notReadable(reason)
        case .failure(.blocked(let fault)):
            return .blocked(
                reason: fault.code,
                findings: ["\(fault.english) · \(fault.chinese)"])
        }
        var records: [JSONValue] = []
        var masks = duties.masks.filter { request.fields.contains($0.field) }
        let isLeaving = actor.principal != holder
        let isCare = Self.carePurposes.contains(request.purpose)
        let use = isCare || !isLeaving ? ReleaseUse.care : .secondary(textReviewed: false)
        for documents in patients where !documents.isEmpty {
            do throws(RecordFault) {
                let record = try RecordSelection(reading: documents).select(request.fields, for: use)
                var demands = masks.map(\.demand)
                // Outside of care, a field leaves no finer than the catalogue says.
                if isLeaving, !isCare {
                    let defaults = masker.defaultMasks(for: record)
                    demands += defaults
                    masks += defaults.map(\.applied)
                }
                records.append(masker.apply(demands, to: record).document)
            } catch {
                // A file that is torn, or is being written, is not what the holder has of a patient.
                guard !error.isOfFile else { return .notReadable(Self.unread(error)) }
                return .blocked(reason: error.code, findings: [error.english])
            }
        }
        guard !records.isEmpty else {
            return .notReadable(
                Wording(
                    english: "`records/` has no record of this patient: put it there",
                    chinese: "`records/` 中没有该患者的病历：请放入"))
        }
        let payload = JSONWriter.write(.array(records))
        let applied = Obligations(masks: masks).masks
        guard isLeaving else { return .payload(payload, masks: applied) }
        let gate = EgressGate(permitting: isCare ? request.fields : [], for: use)
        switch gate.inspect(payload) {
        case .released(let bytes): return .payload(bytes, masks: applied)
        case .blocked(let findings):
            return .blocked(
                reason: findings.first?.kind.code ?? FindingKind.undecodable.code,
                findings: findings.map(\.english))
        }
    }
}

extension ReleaseBuilder {
    private static func unread(_ fault: RecordFault) -> Wording {
        Wording(
            english: "a file of this patient in `records/` cannot be used: \(fault.english)",
            chinese: "`records/` 中该患者的文件无法使用：\(fault.chinese)")
    }
}

extension RecordFault {
    /// True if the file is none that a record could be read from, whatever the patient has.
    fileprivate var isOfFile: Bool {
        switch self {
        case .notJSON, .notFHIR, .noPatient: true
        case .severalPatients, .foreignResource, .noFieldsAsked: false
        }
    }
}

extension FieldMask {
    var demand: MaskingDemand {
        let method: MaskingMethod =
            switch method {
            case .pseudonym: .pseudonym
            case .generalise: .generalise
            case .redact: .redact
            }
        return MaskingDemand(field: field, method: method)
    }
}

extension MaskingDemand {
    var applied: FieldMask {
        let method: MaskMethod =
            switch method {
            case .pseudonym: .pseudonym
            case .generalise: .generalise
            case .redact: .redact
            }
        return FieldMask(field: field, method: method)
    }
}
