import LedgerTypes
import Sealing

/// Every genuine statement of a run, once; forged ones are left out.
struct StatementBook {
    private let chain: ChainID
    /// All genuine statements of a height, in the order in which they were seen.
    private(set) var byHeight: [Height: [SignedStatement]] = [:]
    // For lookup only: signatures whose statement is known to be genuine.
    private var known: [Signature: SignedStatement] = [:]

    init(chain: ChainID) { self.chain = chain }

    /// Notes a statement that the seat's own machine just made.
    mutating func noteOwn(_ statement: SignedStatement) { note(statement) }

    /// True if the signature holds under the seats of the height; then the statement is noted.
    mutating func check(_ statement: SignedStatement, seats: SeatSet) -> Bool {
        if known[statement.signature] == statement { return true }
        guard let seat = seats[statement.seat],
            seat.key.verifiesAdmitted(statement.signature, over: statement.lines(chain: chain))
        else { return false }
        note(statement)
        return true
    }

    private mutating func note(_ statement: SignedStatement) {
        guard known[statement.signature] != statement else { return }
        known[statement.signature] = statement
        byHeight[statement.height, default: []].append(statement)
    }
}
