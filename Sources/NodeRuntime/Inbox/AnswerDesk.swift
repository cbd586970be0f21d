import BlockStore
import Diagnosis
import LedgerTypes
import Links
import Logging
import NIOPosix
import Replica
import Synchronization
import Upkeep

/// Answers peers that ask for blocks, away from the loop of consensus: reading and encoding some
/// megabytes takes as long as many votes.
///
/// To each peer one answer is made at a time, of stored blocks and of one under way, and then a pause
/// that leaves it a part of the thread only. Of what it asks meanwhile the last is answered after
/// it; whatever is dropped the asker repeats.
final class AnswerDesk: Sendable {
    enum Question: Sendable {
        case stored(BlockRequest)
        /// A message that carries a whole block.
        case message(PeerMessage)

        fileprivate var isStored: Bool { if case .stored = self { true } else { false } }
    }

    private struct Asker: Hashable {
        let member: MemberID
        let isStored: Bool
    }

    private struct Line {
        /// What is answered after what is under way.
        var next: Question?
    }

    /// Whose answer is being made or whose pause is not over.
    private let busy = Mutex<[Asker: Line]>([:])
    private let thread = NIOThreadPool(numberOfThreads: 1)
    private let answer: @Sendable (Question) -> [UInt8]?
    private let send: @Sendable ([UInt8], MemberID) -> Void

    /// - Parameters:
    ///   - answer: makes the bytes of an answer; nil if there is none.
    ///   - send: takes them.
    init(
        answer: @escaping @Sendable (Question) -> [UInt8]?,
        send: @escaping @Sendable ([UInt8], MemberID) -> Void
    ) {
        self.answer = answer
        self.send = send
        thread.start()
    }

    deinit { end() }

    func take(_ question: Question, of member: MemberID) {
        let asker = Asker(member: member, isStored: question.isStored)
        let isFree = busy.withLock { busy in
            let isFree = busy[asker] == nil
            busy[asker] = Line(next: isFree ? nil : question)
            return isFree
        }
        if isFree { work(on: question, of: asker) }
    }

    private func work(on question: Question, of asker: Asker) {
        thread.submit { [weak self] state in
            guard let self, case .active = state else { return }
            let begin = ContinuousClock.now
            if let bytes = self.answer(question) { self.send(bytes, asker.member) }
            let pause = max((.now - begin) * Limits.pausePerAnswer, Limits.answerPause)
            Task { [weak self] in
                try? await Task.sleep(for: pause)
                self?.goOn(with: asker)
            }
        }
    }

    private func goOn(with asker: Asker) {
        let next = busy.withLock { busy -> Question? in
            let question = busy[asker]?.next
            busy[asker] = question.map { _ in Line() }
            return question
        }
        if let next { work(on: next, of: asker) }
    }

    /// Not waited for: a hung disk must not keep the node from stopping.
    func end() { thread.shutdownGracefully { _ in } }
}

extension AnswerDesk {
    /// Answers from a store, over the links of a node.
    convenience init(
        _ store: ChainStore, _ network: PeerNetwork, damage: DamageDesk, status: NodeStatusBoard,
        logger: Logger
    ) {
        let lines = Mutex(LineLimiter<String>())
        self.init { question in
            switch question {
            case .message(let message): return message.canonicalBytes
            case .stored(let request):
                do {
                    let blocks = try store.blocks(
                        from: request.from, maximumBytes: Int(clamping: request.maximumBytes))
                    guard !blocks.isEmpty else { return nil }
                    return PeerMessage.answer(blocks.map(\.committed)).canonicalBytes
                } catch {
                    damage.found(error)
                    status.warn(.store(error))
                    let isNews = lines.withLock { lines in
                        _ = lines.takeOver(now: .now)
                        return lines.admits("\(error)", now: .now)
                    }
                    if isNews { logger.error("\(NodeProblem.store(error))") }
                    return nil
                }
            }
        } send: { bytes, member in
            network.send(.consensus, bytes, isEssential: false, to: member)
        }
    }
}
