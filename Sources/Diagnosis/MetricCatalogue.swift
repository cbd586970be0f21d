/// One figure that a node gives to monitors.
package struct Metric: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case gauge
        case counter
        case histogram
    }

    package let name: String
    package let kind: Kind
    /// `seconds`, `bytes`, `1` for plain numbers.
    package let unit: String
    package let help: String

    init(_ name: String, _ kind: Kind, _ unit: String, _ help: String) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.help = help
    }
}

extension Metric {
    /// All figures, in the order in which they are given; docs/operating/metrics.md lists the same.
    package static let all: [Metric] =
        standing + seats + files + callers + quotas + duties + alarms + times

    private static let standing = [
        Metric("tally_start_time_seconds", .gauge, "seconds", "When the node was started"),
        Metric("tally_height", .gauge, "1", "Last committed block"),
        Metric("tally_round", .gauge, "1", "Round in which the next block is being decided"),
        Metric("tally_entries", .gauge, "1", "Entries of the ledger"),
        Metric("tally_blocks_total", .counter, "1", "Blocks committed since the start"),
        Metric("tally_transactions_total", .counter, "1", "Transactions committed since the start"),
        Metric("tally_block_age_seconds", .gauge, "seconds", "Time since the last block"),
        Metric("tally_heartbeat_age_seconds", .gauge, "seconds", "Time since consensus last moved"),
        Metric("tally_role", .gauge, "1", "1 for the role in which the node is"),
        Metric("tally_problems", .gauge, "1", "Problems that health names, by severity"),
        Metric("tally_problem", .gauge, "1", "1 for each rule of health that holds, by its number"),
        Metric("tally_waiting_transactions", .gauge, "1", "Own submissions that wait for a block"),
        Metric("tally_waiting_bytes", .gauge, "bytes", "Transactions that wait for a block"),
    ]

    private static let seats = [
        Metric("tally_seats", .gauge, "1", "Seats of the chain"),
        Metric("tally_quorum", .gauge, "1", "Seats of which a block needs the votes"),
        Metric("tally_linked_peers", .gauge, "1", "Members with a link"),
        Metric("tally_quorum_reached", .gauge, "1", "1 if a quorum can be reached"),
        Metric("tally_missing_votes", .gauge, "1", "Votes that the quorum of this round lacks"),
        Metric("tally_seat_linked", .gauge, "1", "1 if the seat's node is linked"),
        Metric("tally_seat_silence_seconds", .gauge, "seconds", "Time since the seat was heard"),
        Metric("tally_seat_height", .gauge, "1", "Where the seat says that it is"),
        Metric("tally_seat_suspended", .gauge, "1", "1 if the seat may not propose"),
        Metric(
            "tally_certificate_days", .gauge, "days",
            "Days until the certificate ends, below 0 afterwards"),
        Metric("tally_clock_offset_seconds", .gauge, "seconds", "Peers' clocks less the own one"),
    ]

    private static let files = [
        Metric("tally_disk_free_bytes", .gauge, "bytes", "Free space on the node's disk"),
        Metric("tally_disk_reserve_bytes", .gauge, "bytes", "Below this the seat does not vote"),
        Metric("tally_disk_silence_seconds", .gauge, "seconds", "Time since the disk answered"),
        Metric("tally_vote_log_bytes", .gauge, "bytes", "Size of the vote log"),
        Metric("tally_vote_log_records", .gauge, "1", "Records in the vote log"),
        Metric("tally_signed_height", .gauge, "1", "Last height that the register holds"),
        Metric("tally_scrub_height", .gauge, "1", "Block that was last read again"),
        Metric("tally_scrub_passes_total", .counter, "1", "Times that all blocks were read again"),
        Metric("tally_damaged_blocks", .gauge, "1", "Blocks that are damaged now"),
    ]

    private static let callers = [
        Metric("tally_connections", .gauge, "1", "Connections of callers that are open"),
        Metric("tally_connections_limit", .gauge, "1", "How many of them may be open"),
        Metric(
            "tally_connections_turned_away_total", .counter, "1",
            "Connections closed or refused because a limit was reached"),
        Metric(
            "tally_patient_reads_total", .counter, "1",
            "Answers that named a patient; each is in the log of reads"),
        Metric(
            "tally_patient_reads_refused_total", .counter, "1",
            "Reads of patients' data that were refused for want of a standing"),
    ]

    private static let quotas = [
        Metric("tally_quota_entries", .gauge, "1", "Entries that the member's keys added today"),
        Metric("tally_quota_entries_limit", .gauge, "1", "Entries that each may add in a day"),
        Metric("tally_quota_bytes", .gauge, "bytes", "Bytes that the member's keys added today"),
        Metric("tally_quota_bytes_limit", .gauge, "bytes", "Bytes that each may add in a day"),
    ]

    private static let duties = [
        Metric("tally_duties", .gauge, "1", "Works for others, by kind and stage"),
        Metric(
            "tally_duty_oldest_seconds", .gauge, "seconds",
            "Age of the oldest work that is not done, by the chain's time"),
    ]

    private static let alarms = [
        Metric(
            "tally_certified_blocks_refused_total", .counter, "1",
            "Certified blocks that do not execute to their roots here"),
        Metric("tally_silenced_total", .counter, "1", "Times another signer used the seat's key"),
        Metric("tally_equivocations_total", .counter, "1", "Double signatures seen of a seat"),
        Metric("tally_disk_low_total", .counter, "1", "Times the seat stopped for lack of space"),
        Metric("tally_store_faults_total", .counter, "1", "Faults of files that stopped the node"),
        Metric("tally_reopenings_total", .counter, "1", "Times it went on after such a fault"),
        Metric("tally_scrub_faults_total", .counter, "1", "Damage found by reading again"),
        Metric("tally_repaired_blocks_total", .counter, "1", "Damaged blocks that were put right"),
        Metric("tally_clock_alarms_total", .counter, "1", "Times the clock came to differ"),
        Metric("tally_later_rounds_total", .counter, "1", "Rounds after the first of a height"),
        Metric("tally_peer_faults_total", .counter, "1", "Faulty messages of a peer"),
        Metric("tally_peers_refused_total", .counter, "1", "Peers refused for breaking protocol"),
        Metric("tally_sync_failures_total", .counter, "1", "Blocks asked for that did not come"),
    ]

    private static let times = [
        Metric(
            "tally_commit_seconds", .histogram, "seconds",
            "From the first reason to decide a height to its block on the disk"),
        Metric(
            "tally_execution_seconds", .histogram, "seconds",
            "Steps of the replica in which a block was executed"),
        Metric("tally_vote_log_seconds", .histogram, "seconds", "Making a vote durable"),
        Metric("tally_store_seconds", .histogram, "seconds", "Making a block durable"),
    ]
}
