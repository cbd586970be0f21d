import LedgerTypes
import Links
import NodeFiles

/// Keys, certificates and refused links.
extension HealthRules {
    /// Days before the end of a certificate from which on somebody is told.
    static let certificateNotice: Int64 = 60

    static let keys = [
        HealthRule(7163) { $0.isSuspended ? .memberSuspended : nil },
        HealthRule(7126) { $0.waits(.seat) ? .keyNotSwitched(.seat) : nil },
        HealthRule(7148) { $0.lacks(.seat) ? .keyNotHere(.seat) : nil },
        HealthRule(7162) { $0.waits(.gateway) ? .keyNotSwitched(.gateway) : nil },
        HealthRule(7149) { $0.lacks(.gateway) ? .keyNotHere(.gateway) : nil },
        HealthRule(7145) { $0.own.unknownCertificate.map { .certificateNotEnrolled($0) } },
        HealthRule(7144) { facts in
            guard let days = facts.health.certificateDays[facts.health.member],
                days < certificateNotice
            else { return nil }
            return .certificateEnds(days: days)
        },
        HealthRule(7167) { facts in
            let ends = facts.health.certificateDays.filter {
                $0.key != facts.health.member && $0.value < certificateNotice
            }
            return ends.isEmpty ? nil : .peersCertificatesEnd(ends)
        },
        HealthRule(7164) { facts in
            facts.isCopied || facts.copyAt != nil ? .copyRuns(at: facts.copyAt) : nil
        },
    ]

    static let callers = [
        HealthRule(7197) { facts in
            facts.health.isCrowded ? .crowded(facts.health.connections) : nil
        }
    ]

    static let links = [
        HealthRule(7188) { $0.copiedPeers.isEmpty ? nil : .peersCopied($0.copiedPeers) },
        HealthRule(7161) { .links(7161, $0.members(.otherChain)) },
        HealthRule(7165) { facts in
            facts.isSuspended
                ? nil
                : .links(
                    7165,
                    facts.members(.certificateNotEnrolled, byPeer: true)
                        + facts.members(.memberStopped, byPeer: true))
        },
        HealthRule(7166) { .links(7166, $0.members(.otherVersion)) },
        HealthRule(7168) { facts in
            // A node that is behind reads the keys of yesterday.
            facts.isCurrent
                ? .links(7168, facts.members(.gatewayKeyDiffers, byPeer: false)) : nil
        },
        HealthRule(7169) { facts in
            .links(
                7169,
                [LinkReason.otherMember, .protocolBroken, .refusedForNow, .overloaded, .other]
                    .flatMap { facts.members($0) })
        },
    ]
}

extension HealthFacts {
    /// The own ledger says so, or so many seats that one of them is honest: links end with the block
    /// that suspends a member, which may never get it.
    fileprivate var isSuspended: Bool {
        let saying = members(.memberStopped, byPeer: true).count { link in
            health.seatReports.contains { $0.member == link.member && !$0.isOwn }
        }
        return own.isSuspended || saying > health.seats - health.quorum
    }

    /// The ledger's key of a purpose waits in the folder: however old the ledger is, the key in use
    /// is older.
    fileprivate func waits(_ purpose: KeyPurpose) -> Bool {
        own.differs(purpose) && own.waiting.contains(purpose)
    }

    /// The ledger's key of a purpose is not in the folder.
    fileprivate func lacks(_ purpose: KeyPurpose) -> Bool {
        isCurrent && own.differs(purpose) && !own.waiting.contains(purpose)
    }
}
