import Duties
import LedgerTypes
import Outbox

/// A node's figures in the text format that Prometheus reads.
///
/// Written here and not by a metrics library: all figures are read from one copy of the board, so
/// that they agree with one another, exist as 0 from the start, and cost nothing between two
/// readings; a library's registry would keep a second set of the same numbers.
/// Source: Prometheus text exposition format 0.0.4.
package enum MetricsText {
    /// One line of a figure.
    struct Sample {
        let name: String
        var labels: [(String, String)] = []
        let value: String
    }

    package static func render(_ health: NodeHealth) -> String {
        let values = Dictionary(grouping: samples(health)) { $0.name }
        var text = ""
        for metric in Metric.all {
            text += "# HELP \(metric.name) \(metric.help)\n"
            text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
            if metric.kind == .histogram {
                text += histogram(metric.name, health.counters)
                continue
            }
            for sample in values[metric.name] ?? [] { text += line(sample) }
        }
        return text
    }

    private static func line(_ sample: Sample) -> String {
        let labels = sample.labels.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: ",")
        return "\(sample.name)\(labels.isEmpty ? "" : "{\(labels)}") \(sample.value)\n"
    }

    private static func samples(_ health: NodeHealth) -> [Sample] {
        standing(health) + seats(health) + files(health) + callers(health) + quotas(health)
            + duties(health) + alarms(health.counters, health)
    }

    private static func standing(_ health: NodeHealth) -> [Sample] {
        var samples = [
            number("tally_start_time_seconds", health.started.value / 1_000),
            number("tally_height", health.height.value),
            number("tally_round", health.round.value),
            number("tally_entries", health.entryCount),
            number("tally_blocks_total", health.counters.blocksCommitted),
            number("tally_transactions_total", health.counters.transactionsCommitted),
            seconds("tally_heartbeat_age_seconds", health.heartbeat),
            number("tally_waiting_transactions", UInt64(health.waitingTransactions)),
            number("tally_waiting_bytes", UInt64(health.waitingBytes)),
        ]
        if let age = health.sinceLastBlock {
            samples.append(seconds("tally_block_age_seconds", age))
        }
        for role in [NodeHealth.Role.voting, .observing, .halted] {
            samples.append(flag("tally_role", role == health.role, ("role", role.rawValue)))
        }
        for (severity, name) in [
            (NodeProblem.Severity.warning, "warning"), (.observing, "observing"),
            (.halted, "halted"),
        ] {
            let count = health.problems.count { $0.severity == severity }
            samples.append(number("tally_problems", UInt64(count), ("severity", name)))
        }
        for rule in HealthRules.table {
            let holds = health.problems.contains { $0.code == rule.code }
            samples.append(flag("tally_problem", holds, ("code", "\(rule.code)")))
        }
        return samples
    }

    private static func seats(_ health: NodeHealth) -> [Sample] {
        let lacking = health.missing.map { max(0, $0.need - $0.have) } ?? 0
        var samples = [
            number("tally_seats", UInt64(health.seats)),
            number("tally_quorum", UInt64(health.quorum)),
            number("tally_linked_peers", UInt64(health.linked.count)),
            flag("tally_quorum_reached", health.reachesQuorum),
            number("tally_missing_votes", UInt64(lacking)),
        ]
        for seat in health.seatReports {
            let label = ("seat", seat.member.text)
            samples.append(flag("tally_seat_linked", seat.isLinked, label))
            samples.append(
                flag("tally_seat_suspended", health.suspended.contains(seat.member), label))
            if let silence = seat.silence {
                samples.append(seconds("tally_seat_silence_seconds", silence, label))
            }
            if let tip = seat.tip { samples.append(number("tally_seat_height", tip.value, label)) }
        }
        for (member, days) in health.certificateDays.sorted(by: { $0.key < $1.key }) {
            samples.append(
                Sample(
                    name: "tally_certificate_days", labels: [("member", member.text)],
                    value: "\(days)"))
        }
        let offset: Int64 =
            switch health.clock {
            case .agrees: 0
            case .differs(let offset), .wrong(let offset): offset
            }
        let sign = offset < 0 ? "-" : ""
        let size = decimal(UInt64(offset.magnitude), places: 3)
        samples.append(Sample(name: "tally_clock_offset_seconds", value: sign + size))
        return samples
    }

    private static func files(_ health: NodeHealth) -> [Sample] {
        var samples = [
            number("tally_disk_reserve_bytes", health.leastFreeBytes),
            seconds("tally_disk_silence_seconds", health.diskSilence),
            number("tally_vote_log_bytes", health.voteLogBytes),
            number("tally_vote_log_records", health.voteLogRecords),
            number("tally_signed_height", health.signedAt?.height.value ?? 0),
            number("tally_scrub_height", health.scrub.height.value),
            number("tally_scrub_passes_total", health.scrub.passes),
            number("tally_damaged_blocks", UInt64(health.scrub.damaged.count)),
        ]
        if let free = health.freeBytes { samples.append(number("tally_disk_free_bytes", free)) }
        return samples
    }

    private static func callers(_ health: NodeHealth) -> [Sample] {
        [
            number("tally_connections", UInt64(health.connections.open)),
            number("tally_connections_limit", UInt64(health.connections.most)),
            number("tally_connections_turned_away_total", health.connections.turnedAway),
            number("tally_patient_reads_total", health.counters.patientReads),
            number("tally_patient_reads_refused_total", health.counters.patientReadsRefused),
        ]
    }

    private static func quotas(_ health: NodeHealth) -> [Sample] {
        health.quotas.flatMap { standing in
            [
                ("entries", standing.entries), ("entries_limit", standing.entriesLimit),
                ("bytes", standing.bytes), ("bytes_limit", standing.bytesLimit),
            ].map { name, value in
                Sample(
                    name: "tally_quota_\(name)", labels: [("key", standing.account.kind)],
                    value: "\(value)")
            }
        }
    }

    /// None of them while the outbox was not read: nought would say that nothing waits.
    private static func duties(_ health: NodeHealth) -> [Sample] {
        guard let works = health.duties else { return [] }
        return WorkKind.allCases.flatMap { kind in
            let own = works.filter { $0.kind == kind }
            let open = own.filter { !$0.isEnded }
            let oldest = open.map { health.blockTime.since($0.since) }.max() ?? Milliseconds(0)
            return StageName.allCases.map { stage in
                number(
                    "tally_duties", UInt64(own.count { $0.stage == stage }), ("kind", kind.name),
                    ("stage", stage.rawValue))
            } + [seconds("tally_duty_oldest_seconds", oldest, ("kind", kind.name))]
        }
    }

    private static func alarms(_ counters: NodeCounters, _ health: NodeHealth) -> [Sample] {
        let seats = Set(health.seatReports.map(\.member)).union(counters.equivocations.keys)
        let peers = Set(health.seatReports.map(\.member)).union(counters.peerFaults.keys)
        return [
            number("tally_certified_blocks_refused_total", counters.certifiedBlocksRefused),
            number("tally_silenced_total", counters.silenced),
            number("tally_disk_low_total", counters.diskLow),
            number("tally_store_faults_total", counters.storeFaults),
            number("tally_reopenings_total", counters.reopenings),
            number("tally_scrub_faults_total", counters.scrubFaults),
            number("tally_repaired_blocks_total", counters.repairedBlocks),
            number("tally_clock_alarms_total", counters.clockAlarms),
            number("tally_later_rounds_total", counters.laterRounds),
            number("tally_peers_refused_total", health.peersRefused),
            number("tally_sync_failures_total", health.syncFailures),
        ]
            + seats.sorted().map {
                number(
                    "tally_equivocations_total", counters.equivocations[$0] ?? 0, ("seat", $0.text))
            }
            + peers.sorted().map {
                number(
                    "tally_peer_faults_total", counters.peerFaults[$0] ?? 0, ("peer", $0.text))
            }
    }

    private static func histogram(_ name: String, _ counters: NodeCounters) -> String {
        let found: LatencyHistogram =
            switch name {
            case "tally_commit_seconds": counters.commitLatency
            case "tally_execution_seconds": counters.executionTime
            case "tally_vote_log_seconds": counters.voteLogTime
            default: counters.storeTime
            }
        var text = ""
        var sum: UInt64 = 0
        for (bound, count) in zip(LatencyHistogram.bounds, found.counts) {
            sum += count
            text += "\(name)_bucket{le=\"\(decimal(bound, places: 6))\"} \(sum)\n"
        }
        text += "\(name)_bucket{le=\"+Inf\"} \(found.count)\n"
        text += "\(name)_sum \(decimal(found.sumMicroseconds, places: 6))\n"
        text += "\(name)_count \(found.count)\n"
        return text
    }

    // MARK: numbers

    private static func number(
        _ name: String, _ value: UInt64, _ labels: (String, String)...
    ) -> Sample {
        Sample(name: name, labels: labels, value: String(value))
    }

    private static func flag(
        _ name: String, _ value: Bool, _ labels: (String, String)...
    ) -> Sample {
        Sample(name: name, labels: labels, value: value ? "1" : "0")
    }

    private static func seconds(
        _ name: String, _ value: Milliseconds, _ labels: (String, String)...
    ) -> Sample {
        Sample(name: name, labels: labels, value: decimal(value.value, places: 3))
    }

    /// A number of thousandths or millionths as a decimal fraction, without trailing zeroes.
    static func decimal(_ value: UInt64, places: Int) -> String {
        let unit = (0..<places).reduce(UInt64(1)) { product, _ in product * 10 }
        let rest = String(value % unit)
        var digits = String(repeating: "0", count: places - rest.count) + rest
        while digits.last == "0" { digits.removeLast() }
        return digits.isEmpty ? "\(value / unit)" : "\(value / unit).\(digits)"
    }
}
