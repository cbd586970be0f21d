/// Waits for something that other threads bring about; false where it has not come within the limit.
package func eventually(
    within limit: Duration = .seconds(20), _ holds: () async -> Bool
) async -> Bool {
    let deadline = ContinuousClock.now + limit
    while ContinuousClock.now < deadline {
        if await holds() { return true }
        try? await Task.sleep(for: .milliseconds(10))
    }
    return await holds()
}
