extension String {
    /// Columns that a terminal takes for it: Han, Hangul, full-width characters and pictures take two.
    /// Source: Unicode Standard Annex 11, East Asian Width W and F.
    package var terminalWidth: Int {
        unicodeScalars.reduce(0) { sum, scalar in
            switch scalar.value {
            case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3,
                0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6,
                0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
                sum + 2
            default: sum + 1
            }
        }
    }
}
