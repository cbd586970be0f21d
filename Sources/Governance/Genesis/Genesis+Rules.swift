import CanonicalCoding
import LedgerTypes
import Sealing

extension Genesis {
    func checkRules() throws(GenesisFault) {}

    /// Writes the founding vocabularies and charters; they are in force from the start.
    func foundRules(_ change: inout StateChange) -> RulesInForce {
        RulesInForce()
    }
}
