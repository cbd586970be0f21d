import Bilingual
import Duties
import LedgerTypes
import NodeFiles

/// Something an operator should know, in words that say what to do.
package struct NodeProblem: Error, Worded, Hashable, Sendable, CustomStringConvertible {
    package enum Severity: UInt64, Sendable, Hashable, Comparable {
        /// The node works; somebody should look.
        case warning = 1
        /// The node follows the chain and does not vote.
        case observing = 2
        /// The node does not take part.
        case halted = 3

        package static func < (left: Severity, right: Severity) -> Bool {
            left.rawValue < right.rawValue
        }
    }

    /// A stable number.
    package let code: UInt64
    package let severity: Severity
    package let english: String
    package let chinese: String

    package init(_ code: UInt64, _ severity: Severity, _ english: String, _ chinese: String) {
        self.code = code
        self.severity = severity
        self.english = english
        self.chinese = chinese
    }

    package var description: String { "\(code): \(english) · \(chinese)" }
}

extension NodeProblem {
    package static func unreadableGenesis(_ path: String) -> NodeProblem {
        NodeProblem(
            7091, .halted, "`\(path)` is not a genesis file; copy it from another member",
            "创世文件无法读取，请从其他成员处复制")
    }
    /// A file of the node's folder could not be read: what is in it is not known.
    package static func file(_ fault: FileFault) -> NodeProblem {
        NodeProblem(7096, .halted, fault.english, fault.chinese)
    }
    package static func genesisMissing(_ path: String) -> NodeProblem {
        NodeProblem(
            7097, .halted, "there is no `\(path)`: put the genesis there with `tally join`",
            "没有 `\(path)`：请用 `tally join` 放入创世文件")
    }
    package static func refusedGenesis(code: UInt64) -> NodeProblem {
        NodeProblem(
            7092, .halted, "the genesis founds no chain: code \(code)", "创世文件不成立：代码 \(code)")
    }
    package static func notAMember(_ member: MemberID) -> NodeProblem {
        NodeProblem(
            7093, .halted,
            "\(member) is not a member in this genesis; check `member` in config.json",
            "创世文件中没有成员 \(member)，请检查配置")
    }
    package static func store(_ reason: Wording) -> NodeProblem {
        NodeProblem(
            7110, .halted,
            "the block store cannot be used: \(reason.english); if blocks are damaged, run `tally store "
                + "repair` with a running peer",
            "区块存储不可用：\(reason.chinese)；如区块损坏，请运行 `tally store repair`")
    }
    package static func folderInUse(_ file: String) -> NodeProblem {
        NodeProblem(
            .folderInUse, .halted,
            "`\(file)` is held by another process: a node runs on this folder; stop it first",
            "`\(file)` 被另一进程占用：本文件夹的节点正在运行，请先停止")
    }
    package static func blockDoesNotExecute(_ height: Height) -> NodeProblem {
        NodeProblem(
            7111, .halted,
            "block \(height) does not give the state that its header names; the file was changed, "
                + "or this version of the software differs: compare versions with your peers",
            "区块 \(height) 重新执行后与其区块头不符：文件被改动或软件版本不一致")
    }
    package static func blockNotCertified(_ height: Height, _ reason: Wording) -> NodeProblem {
        NodeProblem(
            7112, .halted, "the certificate of block \(height) does not hold (\(reason.english))",
            "区块 \(height) 的提交证书无效（\(reason.chinese)）")
    }
    package static func blockOfOtherSeats(_ height: Height) -> NodeProblem {
        NodeProblem(
            7134, .warning,
            "a block \(height) is certified by other seats, or in an earlier round, than decide this "
                + "height here; it was refused: ask its sender whether it follows the same orders of "
                + "recovery",
            "收到的区块 \(height) 由其他席位或在更早轮次中证明，与本节点此高度的表决席位不符，已拒绝；请向发送方核实其遵循的恢复令是否相同")
    }
    /// What keeps the duties from being done.
    package init(_ problem: DutyProblem) {
        let number: Number =
            switch problem {
            case .outbox: .outbox
            case .inbox: .inbox
            case .journal: .journal
            case .reading: .dutyReading
            }
        self.init(number, .warning, problem.english, problem.chinese)
    }
    package static func voteLog(_ reason: Wording) -> NodeProblem {
        NodeProblem(
            7120, .halted,
            "the record of this seat's votes cannot be used: \(reason.english); voting on could mean "
                + "signing twice",
            "本席位的投票记录不可用：\(reason.chinese)；继续投票可能造成重复签名")
    }
    package static func observing(_ reason: String, _ chinese: String) -> NodeProblem {
        NodeProblem(.notConfirmed, .observing, reason, chinese)
    }
    /// The seat's register of signatures is gone.
    package static let registerMissing = NodeProblem.observing(
        "the register of this seat's signatures is missing on a chain that is not "
            + "empty; never put an old copy there: make sure that no other copy of "
            + "the node runs, then `tally store confirm-signer`",
        "签名登记文件缺失而链非空；切勿放回旧副本：确认没有本节点的其他副本运行后，"
            + "执行 `tally store confirm-signer`")
    package static func signsLater(_ from: Height) -> NodeProblem {
        NodeProblem(
            7124, .observing,
            "this seat signs again from height \(from) on, and observes until then",
            "本席位自高度 \(from) 起恢复签名，此前仅观察")
    }
    package static func recoveryRefused(_ height: Height, code: UInt64) -> NodeProblem {
        NodeProblem(
            7125, .warning,
            "the installed order of recovery for height \(height) does not hold on this chain (code "
                + "\(code)); look at it with `tally recover show`, take it out with `tally recover "
                + "apply --undo`",
            "已安装的恢复令（高度 \(height)）与本链不符（代码 \(code)）；请用 `tally recover show` 查看，"
                + "用 `tally recover apply --undo` 取出")
    }
    /// The order in the folder cannot be read.
    package static let recoveryUnreadable = NodeProblem(
        7127, .halted,
        "the file `recovery.order` in the node's folder is damaged: take it out with `tally recover "
            + "apply --undo` and install it again",
        "节点文件夹中的 recovery.order 已损坏：请用 `tally recover apply --undo` 取出后重新安装")
    /// Whether others rely on a statement of this seat is not known.
    package static let statementUnreadable = NodeProblem(
        7129, .observing,
        "the file `recovery.stated` in the node's folder cannot be read: this seat signs nothing; give "
            + "the file to the user that runs the node (`chown`), or take the statement back with "
            + "`tally recover statement --withdraw`, and start the node again",
        "节点文件夹中的 recovery.stated 无法读取：本席位不签名；请将文件所有权交给运行节点的用户（`chown`），"
            + "或执行 `tally recover statement --withdraw` 撤回声明，再重新启动节点")
    package static func waitsForRecovery(_ height: Height) -> NodeProblem {
        NodeProblem(
            7133, .observing,
            "a statement was made for a recovery: this seat signs nothing at height \(height) until "
                + "an order that holds on this chain is installed (`tally recover apply`) and the "
                + "node started again, or the statement is taken back (`tally recover statement "
                + "--withdraw`)",
            "已为恢复出具声明：本席位在高度 \(height) 不签名，直至安装在本链上有效的恢复令"
                + "（`tally recover apply`）并重新启动节点，或撤回声明（`tally recover statement --withdraw`）")
    }
    static func recovered(epoch: UInt64, height: Height) -> NodeProblem {
        NodeProblem(
            .recovered, .warning,
            "RECOVERY EPOCH \(epoch): the chain lost its quorum and went on from height \(height) with "
                + "fewer seats; every evidence file says so",
            "恢复纪元 \(epoch)：本链曾失去法定数，自高度 \(height) 起由保留的席位继续；每份证据文件均载明此事")
    }
    package static func belowReserve(freeBytes: UInt64) -> NodeProblem {
        NodeProblem(
            .belowReserve, .observing,
            "only \(freeBytes / 1_048_576) MiB are free, less than the reserve: this seat does not "
                + "vote, and follows the chain; make room, and it votes again by itself",
            "磁盘仅剩 \(freeBytes / 1_048_576) MiB，低于预留值：本席位暂停投票，仅跟随；腾出空间后自动恢复")
    }
    package static func damageFound(_ height: Height, _ what: Wording) -> NodeProblem {
        NodeProblem(
            .damageFound, .warning,
            "block \(height) is damaged on this disk (\(what.english)); it is fetched from a peer and put "
                + "right while the node runs; if this repeats, replace the disk",
            "本机磁盘上的区块 \(height) 受损（\(what.chinese)），正从其他节点取回并修复；若反复出现，请更换磁盘")
    }
    package static func notExamined(_ height: Height, _ what: Wording) -> NodeProblem {
        NodeProblem(
            .notExamined, .warning,
            "block \(height) and perhaps others could not be looked at (\(what.english)); that is no "
                + "damage, nothing is fetched for it, and it is tried again",
            "区块 \(height) 等暂时无法检查（\(what.chinese)）；这并非受损，不会因此重新获取，稍后自动重试")
    }
    package static func diskNearlyFull(_ bytes: UInt64) -> NodeProblem {
        NodeProblem(
            7130, .warning,
            "only \(bytes / 1_048_576) MiB are free; below the reserve the node stops voting",
            "磁盘仅剩 \(bytes / 1_048_576) MiB，低于预留值时将停止投票")
    }
    package static let readLogFilling = NodeProblem(
        7198, .warning,
        "the log of reads has filled more than half of its files; when it is full, nothing of patients "
            + "is shown",
        "查阅记录已用去一半以上的文件；写满后将不显示任何患者数据")
    package static let readLogFull = NodeProblem(
        7199, .warning, "the log of reads is full: nothing of patients is shown",
        "查阅记录已满：不显示任何患者数据")
    static func stalled(seconds: UInt64) -> NodeProblem {
        NodeProblem(
            .stalled, .warning,
            "no block has been committed for \(seconds) s although a quorum can be reached",
            "法定席位可达，但已有 \(seconds) 秒没有新区块")
    }
    static func certificateNotEnrolled(_ fingerprint: String) -> NodeProblem {
        NodeProblem(
            7145, .warning,
            "the ledger knows another certificate key of this member than this node's \(fingerprint), "
                + "and peers refuse it; put the enrolled key back from the backup of keys/",
            "账本中登记的不是本节点证书公钥 \(fingerprint)，其他节点会拒绝连接；请从备份恢复 keys/ 中已登记的密钥")
    }
}
