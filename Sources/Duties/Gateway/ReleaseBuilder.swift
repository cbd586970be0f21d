import Bilingual
import BlockStore
import CharterLanguage
import DataProtection
import Governance
import LedgerTypes
import Sealing

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
enum Unbuilt: Error, Worded {
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
    let masker: Masker
    let holder: MemberID

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
        guard ReleaseTerms.movingActions.contains(request.action), request.output == "raw" else {
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
            let scene = again.scene
            let labels =
                (scene.asset?.description.labels ?? [])
                + Labelling.labels(
                    of: request.fields, scene.subjects.map(\.pseudonym), &reader)
            let limit = DataPeriodLimit.both(permit.dataLimit, again.decision.dataLimit)
            return build(scene, duties, limit, labels, try covered(scene))
        } catch {
            return .notReadable(error.wording)
        }
    }

    /// The documents of each patient that a permit is about: all of them, or where it names a data
    /// set, those that the data set's digest covers.
    private func covered(
        _ scene: RequestScene
    ) throws(StorageFault) -> Result<[PatientDocuments], Unbuilt> {
        var found: [PatientDocuments] = []
        for subject in scene.subjects {
            found.append(
                PatientDocuments(subject, try shelf.documents(of: subject.pseudonym)))
        }
        guard let asset = scene.asset, !scene.subjects.isEmpty else {
            for subject in scene.subjects {
                let strays = try shelf.strays(of: subject.pseudonym)
                guard strays.isEmpty else { return .failure(.later(Self.unread(strays))) }
            }
            return .success(found)
        }
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
        for index in found.indices {
            found[index].released = found[index].all.filter { manifest.covers($0, suite: suite) }
        }
        guard !found.contains(where: \.released.isEmpty) else {
            return .failure(.blocked(.nothingCovered))
        }
        // For the whole data set every document of it must be here; of one patient among several
        // the digest does not say how many are theirs.
        let isWhole = scene.subjects.count == asset.description.members.explicit.count
        let present = Set(found.flatMap(\.released).map { suite.hash($0) })
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
