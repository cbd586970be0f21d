import ArgumentParser
import Foundation

/// The language of what the command prints.
enum DisplayLanguage: String, ExpressibleByArgument, CaseIterable, Sendable {
    case zh, en

    /// Chinese where the environment says so, else English.
    static var preferred: DisplayLanguage {
        let environment = ProcessInfo.processInfo.environment
        let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"]
        return locale?.hasPrefix("zh") == true ? .zh : .en
    }

    /// One of two wordings.
    func say(_ zh: String, _ en: String) -> String { self == .zh ? zh : en }
}
