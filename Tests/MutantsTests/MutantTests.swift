import Testing

@testable import Mutants

@Suite struct `Mutants` {
    @Test func `are on only where they are asked for`() {
        let before = Mutant.active
        Mutant.with(.missingLock) {
            #expect(Mutant.missingLock.isOn)
            #expect(!Mutant.unlockOnNil.isOn)
            Mutant.with(nil) { #expect(!Mutant.missingLock.isOn) }
        }
        #expect(Mutant.active == before)
    }

    @Test func `have names of small letters, digits and hyphens`() {
        for mutant in Mutant.allCases {
            #expect(
                mutant.rawValue.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 45
                })
        }
    }
}
