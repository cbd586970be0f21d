import LedgerTypes
import Sealing

/// A statement and whose it is: the number of a seat changes with the set.
struct GenuineStatement: Hashable, Sendable {
    let member: MemberID
    let statement: SignedStatement
}

/// Every genuine statement of a run, once; forged ones are left out.
struct StatementBook {
    private let chain: ChainID
    /// All genuine statements of a height, in the order in which they were seen.
    private(set) var byHeight: [Height: [GenuineStatement]] = [:]
    // For lookup only: signatures whose statement is known to be genuine.
    private var known: [Signature: GenuineStatement] = [:]

    init(chain: ChainID) { self.chain = chain }

    /// Notes a statement that the seat's own machine just made.
    mutating func noteOwn(_ statement: SignedStatement, of member: MemberID) {
        note(GenuineStatement(member: member, statement: statement))
    }

    /// True if the signature holds under the seats of the height; then the statement is noted.
    mutating func check(_ statement: SignedStatement, seats: SeatSet) -> Bool {
        guard let seat = seats[statement.seat] else { return false }
        let item = GenuineStatement(member: seat.member, statement: statement)
        if known[statement.signature] == item { return true }
        guard seat.key.verifiesAdmitted(statement.signature, over: statement.lines(chain: chain))
        else { return false }
        note(item)
        return true
    }

    private mutating func note(_ item: GenuineStatement) {
        guard known[item.statement.signature] != item else { return }
        known[item.statement.signature] = item
        byHeight[item.statement.height, default: []].append(item)
    }
}
