/// Works through numbered items with several at a time, in their order of starting.
enum Workers {
    /// Runs `body` for each index until all are done or the user asks to stop; what has begun ends.
    ///
    /// - Returns: how many items, from the first on, are done.
    static func run<Result: Sendable>(
        _ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Result,
        take: (Result, _ done: Int) -> Void
    ) async -> Int {
        await withTaskGroup(of: Result.self) { group in
            var next = 0
            var done = 0
            while next < min(jobs, count) {
                let index = next
                group.addTask { body(index) }
                next += 1
            }
            while let result = await group.next() {
                done += 1
                take(result, done)
                guard next < count, !Interruption.isAsked else { continue }
                let index = next
                group.addTask { body(index) }
                next += 1
            }
            return next
        }
    }
}
