import Foundation

extension ChaosRun {
    /// kill −9, mostly of one node, sometimes of two or of all; then they start again.
    func kill() throws {
        let draw = random.draw(10)
        let victims = random.pick(draw < 7 ? 1 : draw < 9 ? 2 : 4, of: network.voters)
        let (delay, dark) = (random.draw(800), random.draw(1_200))
        narrator.say(
            "\(victims.joined(separator: "、")) 断电（kill -9），\(dark) 毫秒后重启",
            "\(victims.joined(separator: ", ")) killed (-9), back after \(dark) ms")
        pass(delay)
        let marks = victims.map { network[$0].logSize }
        for victim in victims { network[victim].kill() }
        for victim in victims { try watch.readVotes(of: network[victim].home) }
        pass(dark)
        for victim in victims { try network[victim].start() }
        for (victim, mark) in zip(victims, marks) {
            expectSaid("node of \(victim) runs at height", by: victim, since: mark)
        }
    }

    /// A process that stands still: its links are open, and it says nothing.
    func stop() throws {
        let victim = random.pick(network.voters)
        let seconds = random.draw(from: 3, to: 8)
        let other = network.voters.first { $0 != victim } ?? victim
        let marks = network.voters.map { network[$0].logSize }
        narrator.say("\(victim) 停顿 \(seconds) 秒", "\(victim) stands still for \(seconds) s")
        network[victim].pause()
        expectProgress(at: other, "其余三席继续出块", "the other three go on")
        pass(seconds * 1_000)
        network[victim].resume()
        // A short stand may pass unseen by the node itself, whose messages have waited for it.
        let isTold = network.wait(seconds: 30) {
            zip(network.voters, marks).contains { member, mark in
                network[member].log(from: mark).contains {
                    $0.contains(member == victim ? "blocks are fetched" : "needs round")
                }
            }
        }
        narrator.expect(
            isTold, "日志写明有节点缺席或落后", "the logs say that a node was missing or is behind")
    }

    /// Cuts wires: two against two, three against one, or one way only.
    func partition() throws {
        let voters = network.voters
        let all = voters.flatMap { from in voters.filter { $0 != from }.map { (from, $0) } }
        func between(_ side: [String]) -> [(from: String, to: String)] {
            all.filter { side.contains($0.0) != side.contains($0.1) }
        }
        let one = random.pick(voters)
        let other = random.pick(voters.filter { $0 != one })
        let cuts: [(zh: String, en: String, pairs: [(from: String, to: String)])] = [
            ("二对二", "two against two", between([one, other])),
            ("三对一", "three against one", between([one])),
            ("\(one) 只能听", "\(one) hears and is not heard", all.filter { $0.0 == one }),
            ("\(one) 只能说", "\(one) is heard and hears nothing", all.filter { $0.1 == one }),
            ("\(one) 到 \(other) 单向不通", "one way from \(one) to \(other)", [(one, other)]),
        ]
        let cut = random.pick(cuts)
        let seconds = random.draw(from: 4, to: 9)
        narrator.say(
            "网络分割：\(cut.zh)（\(one)、\(other)），\(seconds) 秒",
            "partition: \(cut.en) (\(one), \(other)) for \(seconds) s")
        let rest = voters.first { $0 != one && $0 != other } ?? one
        network.cut(cut.pairs)
        if cut.pairs.count == 8 {
            // What was decided at the moment of the cut may still arrive; then nobody has a quorum.
            pass(1_500)
            let before = network.tip
            pass(seconds * 1_000)
            let after = network.tip
            narrator.expect(
                after <= before + 1, "没有法定多数，不产生区块（\(before) → \(after)）",
                "without a quorum there is no block (\(before) -> \(after))")
        } else {
            expectProgress(at: rest, "多数一侧继续出块", "the side with the quorum goes on")
            pass(seconds * 1_000)
        }
        network.heal()
    }
}
