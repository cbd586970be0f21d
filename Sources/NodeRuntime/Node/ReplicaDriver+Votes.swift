import BlockStore
import Consensus
import LedgerTypes
import Replica
import SeatFiles

extension NodeProblem {
    static func askingForOwnVotes(needed: Int) -> NodeProblem {
        NodeProblem(
            7122, .observing,
            "this seat has started and waits until \(needed) other seats have told it what it "
                + "last signed; it votes as soon as they answer",
            "本席位刚启动，正等待 \(needed) 个其他席位告知其最近的签名，收到后即恢复投票")
    }
    static func voteLogWrong(_ height: Height, _ fault: VoteLogFault) -> NodeProblem {
        NodeProblem(
            7123, .observing,
            "what the record of votes says of height \(height) does not hold (code "
                + "\(fault.rawValue)); the file was changed: the node observes and does not sign",
            "投票记录中高度 \(height) 的内容不成立（代码 \(fault.rawValue)）：文件被改动，节点仅观察，不签名")
    }
}

extension ReplicaDriver {
    /// A seat that was silenced stays so over a start: its register is out of the way, so that the
    /// node observes until an operator confirms the seat.
    func setRegisterAside() {
        do throws(StoreFault) {
            try voting?.register.setAside()
        } catch {
            parts.logger.error("the register of signatures could not be put aside: \(error)")
        }
        voting = nil
        isRegisterLost = true
    }

    /// Says how the clock compares with those of the other seats, when that changes.
    func say(_ standing: ClockStanding) {
        switch standing {
        case .agrees: parts.logger.notice("the clock agrees with those of the other seats")
        case .differs(let offset):
            parts.status.count { $0.clockAlarms += 1 }
            parts.logger.warning("the clock differs by \(offset) ms from those of the other seats")
        case .wrong(let offset):
            parts.status.count { $0.clockAlarms += 1 }
            parts.logger.error(
                "the clock is off by \(offset) ms: this seat votes, and proposes nothing until it is right"
            )
        }
    }
}
