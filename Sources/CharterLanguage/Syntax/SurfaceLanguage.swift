/// One of the two languages a script can be written, read and printed in.
package enum SurfaceLanguage: UInt64, Sendable, Hashable, CaseIterable {
    case english = 1
    case chinese = 2
}
