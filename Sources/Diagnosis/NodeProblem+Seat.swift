import Bilingual
import BlockStore
import Consensus
import LedgerTypes
import SeatFiles

extension NodeProblem {
    package static func askingForOwnVotes(needed: Int) -> NodeProblem {
        NodeProblem(
            7122, .observing,
            "this seat has started and waits until \(needed) other seats have told it what it "
                + "last signed; it votes as soon as they answer",
            "本席位刚启动，正等待 \(needed) 个其他席位告知其最近的签名，收到后即恢复投票")
    }
    package static func voteLogWrong(_ height: Height, _ fault: VoteLogFault) -> NodeProblem {
        NodeProblem(
            7123, .observing,
            "what the record of votes says of height \(height) does not hold (code "
                + "\(fault.rawValue)); the file was changed: the node observes and does not sign",
            "投票记录中高度 \(height) 的内容不成立（代码 \(fault.rawValue)）：文件被改动，节点仅观察，不签名")
    }
    package static func silenced(_ height: Height, _ round: Round) -> NodeProblem {
        .observing(
            "this seat's own votes at height \(height), round \(round) are not in its record: "
                + "another copy of the node runs, or its files are an old copy; it observes and "
                + "does not sign: make sure that no other copy runs, stop it, "
                + "`tally store confirm-signer`, and start it again",
            "发现本席位存在记录之外的投票（高度 \(height)）：有另一副本在运行，或本机文件为旧副本；节点仅观察，不签名。"
                + "请确认没有其他副本运行，停止节点，执行 `tally store confirm-signer` 后再启动")
    }
    /// What keeps the node from taking part, or its seat from signing.
    package static func seat(_ fault: SeatFault) -> NodeProblem {
        switch fault {
        case .blocks(.reserveReached(let free)), .votes(.store(.reserveReached(let free))):
            .belowReserve(freeBytes: free)
        case .blocks(let fault): .store(fault)
        case .votes(let fault): .voteLog(fault)
        case .foreignBlocks:
            .store(
                Wording(
                    english: "the disk holds blocks that this node did not write",
                    chinese: "磁盘上有并非本节点写入的区块"))
        case .unexecuted(let height): .blockDoesNotExecute(height)
        case .uncertified(let height):
            .blockNotCertified(
                height, Wording(english: "read again from the disk", chinese: "自磁盘重新读取"))
        case .withoutFiles:
            .voteLog(
                Wording(
                    english: "this node observes and has no record of votes",
                    chinese: "本节点仅观察，没有投票记录"))
        case .stopping:
            NodeProblem(.stopping, .halted, "the node is stopping", "节点正在停止")
        }
    }
}
