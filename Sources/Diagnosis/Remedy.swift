/// What to do about a problem, by its number.
package struct Remedy: Sendable, Hashable {
    package let code: UInt64
    package let english: String
    package let chinese: String

    init(_ code: UInt64, _ english: String, _ chinese: String) {
        self.code = code
        self.english = english
        self.chinese = chinese
    }

    /// The remedy of a problem; nil where its own words say all.
    package static func of(_ code: UInt64) -> Remedy? { all.first { $0.code == code } }

    /// Ascending by number.
    package static let all: [Remedy] = [
        Remedy(
            7091, "copy genesis.cbor from another member and compare the chain digest",
            "从其他成员处复制 genesis.cbor 并核对链标识"),
        Remedy(
            7092, "copy genesis.cbor from another member and compare the chain digest",
            "从其他成员处复制 genesis.cbor 并核对链标识"),
        Remedy(7093, "correct `member` in config.json", "更正 config.json 中的 `member`"),
        Remedy(7094, "correct the key that is named in config.json", "更正 config.json 中指明的配置项"),
        Remedy(
            7095, "check the passphrase; else restore keys/ from its backup", "核对口令；否则从备份恢复 keys/"),
        Remedy(
            7096, "see that the named file is there and the user that runs the node may read it",
            "确认所指文件存在，且运行节点的用户可以读取"),
        Remedy(7097, "put the genesis there with `tally join`", "用 `tally join` 放入创世文件"),
        Remedy(
            7110,
            "if it is lack of space or a disk error, the node goes on by itself once the disk works; "
                + "if blocks are damaged, stop it and run `tally store check`, then `tally store repair`",
            "若为空间不足或磁盘故障，恢复后节点自动继续；若区块受损，停下节点，先后执行 `tally store check` 与 "
                + "`tally store repair`"),
        Remedy(
            7111, "compare versions of `tally` with the other members; if they agree, repair",
            "与其他成员核对 `tally` 版本；一致则执行修复"),
        Remedy(7112, "run `tally store repair`", "执行 `tally store repair`"),
        Remedy(7113, "stop the node that runs on this folder first", "先停止占用本文件夹的节点"),
        Remedy(
            7120,
            "if it is lack of space or a disk error, the node goes on by itself once the disk works; "
                + "else never put an old copy of votes/ there: see *votes lost* in node.md",
            "若为空间不足或磁盘故障，恢复后节点自动继续；否则切勿放回旧的 votes/，见 node.md"),
        Remedy(
            7121,
            "make sure that no other copy of this node runs, then `tally store confirm-signer`",
            "确认没有本节点的其他副本运行，再执行 `tally store confirm-signer`"),
        Remedy(
            7122, "wait; if it lasts, look at the links to the other seats", "请等待；若持续，检查与其他席位的连接"),
        Remedy(
            7123, "never put an old copy of votes/ there: see *votes lost* in node.md",
            "切勿放回旧的 votes/，见 node.md"),
        Remedy(
            7124, "wait: the seat votes by itself from the height that is named on",
            "请等待：到所示高度后自动恢复投票"),
        Remedy(
            7125, "compare the order with the other members; take it out if it is of another chain",
            "与其他成员核对恢复令；若属于其他链则取出"),
        Remedy(
            7126, "stop the node, `tally rotate-key switch seat`, start it",
            "停下节点，执行 `tally rotate-key switch seat`，再启动"),
        Remedy(
            7127, "take the order out with `tally recover apply --undo`, install it again",
            "用 `tally recover apply --undo` 取出恢复令，再重新安装"),
        Remedy(
            7128, "nothing: it stays to be seen for as long as the chain goes on",
            "无须处理：只要本链继续运行，此提示一直保留"),
        Remedy(
            7129,
            "`chown` the file to the user that runs the node, or `tally recover statement "
                + "--withdraw`; restart",
            "将该文件的所有权交给运行节点的用户，或执行 `tally recover statement --withdraw`，再重启"),
        Remedy(
            7130, "make room on the disk, or give the node a larger one", "清理磁盘空间或更换更大的磁盘"),
        Remedy(
            7131, "make room on the disk; the node votes again by itself, no restart is needed",
            "清理磁盘空间；节点会自动恢复投票，无须重启"),
        Remedy(
            7132, "nothing now: it is being repaired; look at the disk's own error log",
            "暂无须处理：正在自动修复；请查看磁盘自身的错误日志"),
        Remedy(
            7133,
            "`tally recover apply` the order, or `tally recover statement --withdraw`; restart; "
                + "leave votes/",
            "执行 `tally recover apply` 或 `tally recover statement --withdraw`，再重启；切勿移动 votes/"),
        Remedy(
            7134, "ask its sender which orders of recovery it follows; compare them with yours",
            "请向发送方核实其遵循的恢复令，并与本节点对照"),
        Remedy(
            7140,
            "look at the reason that is named for each member; where there is none, at the network; "
                + "nothing is lost",
            "先看每个成员所列原因；未列原因的，检查网络；数据不会丢失"),
        Remedy(
            7141, "look at the clock and compare versions; ask the others what their doctor says",
            "检查时钟并核对软件版本；请其他成员也执行 `tally doctor`"),
        Remedy(
            7142, "look at the disk with the system's tools; if it hangs, restart the machine",
            "用系统工具检查磁盘；若无响应，请重启机器"),
        Remedy(7143, "repair the time service (NTP) of this machine", "修复本机时间同步服务（NTP）"),
        Remedy(
            7144, "`tally rotate-key certificate`, which keeps the key; restart the node",
            "执行 `tally rotate-key certificate`（密钥不变），再重启节点"),
        Remedy(
            7145, "put back the node's enrolled key: restore keys/ from its backup",
            "换回已登记的节点密钥：从备份恢复 keys/"),
        Remedy(
            7146,
            "look at the disk, and at what is mounted in the node's folder; then restart the node",
            "检查磁盘与节点文件夹中挂载的内容，然后重启节点"),
        Remedy(
            7147, "look at the network and at `peers` in config.json; the reasons are named",
            "检查网络与 config.json 的 `peers`；原因已列出"),
        Remedy(
            7148,
            "if it was switched too early, stop the node, keep `keys/seat.json` as "
                + "`keys/seat-next.json`, move `keys/seat-retired-TIME.json` back; else restore keys/",
            "若过早切换：停下节点，将 `keys/seat.json` 改名为 `keys/seat-next.json`，再移回 "
                + "`keys/seat-retired-时间.json`；否则从备份恢复 keys/"),
        Remedy(
            7149,
            "if it was switched too early, stop the node, keep `keys/gateway.json` as "
                + "`keys/gateway-next.json`, move `keys/gateway-retired-TIME.json` back; else restore "
                + "keys/",
            "若过早切换：停下节点，将 `keys/gateway.json` 改名为 `keys/gateway-next.json`，再移回 "
                + "`keys/gateway-retired-时间.json`；否则从备份恢复 keys/"),
        Remedy(
            7151, "the message names the file and what to do; nothing of it was sent",
            "按提示处理所列文件；其内容未发送"),
        Remedy(
            7152, "make `inbox/` writable for the user that runs the node; it comes by itself",
            "使运行节点的用户可写 `inbox/`；数据会自动重新送达"),
        Remedy(
            7153, "look up the code in the table of refusals, and do by hand what it asks",
            "在拒绝代码表中查找该代码，并按其要求人工处理"),
        Remedy(
            7154, "restore the file that is named from the backup of `offline/`",
            "从 `offline/` 的备份恢复所列文件"),
        Remedy(
            7155,
            "restore the folder from its backup; only if nothing was ever in it, make it with `mkdir -m "
                + "700` for the user that runs the node",
            "从备份恢复该文件夹；仅当其中从未有过内容时，以运行节点的用户执行 `mkdir -m 700` 新建"),
        Remedy(
            7156,
            "make what is named readable for the user that runs the node, or restore it from its backup",
            "使运行节点的用户可读取所指内容，或从备份恢复"),
        Remedy(
            7157,
            "`tally duty list` says of each why it waits and what to do; mostly the receiver's node is "
                + "down or cannot write",
            "`tally duty list` 列出各项等待原因与处理办法；多为接收方节点停机或无法写入"),
        Remedy(
            7158,
            "tell them now, by hand if need be: `outbox/notices/` has the words; answer with "
                + "`tally withdrawal answer`",
            "请立即告知，必要时人工办理：内容见 `outbox/notices/`；撤回用 `tally withdrawal answer` 答复"),
        Remedy(
            7159, "look at the clock of this machine; `tally duty list` names the reason",
            "检查本机时钟；原因见 `tally duty list`"),
        Remedy(
            7160, "start a peer, check `peers` in config.json", "启动其他节点，检查 config.json 的 `peers`"),
        Remedy(
            7161, "compare the chain digest with that member (`tally genesis inspect`)",
            "与该成员核对链标识（`tally genesis inspect`）"),
        Remedy(
            7162, "stop the node, `tally rotate-key switch gateway`, start it",
            "停下节点，执行 `tally rotate-key switch gateway`，再启动"),
        Remedy(
            7163,
            "ask the other members; a quorum of them lifts it with `tally governance draft suspend`",
            "请联系其他成员；法定数成员可用 `tally governance draft suspend` 解除"),
        Remedy(
            7164,
            "find the other node and stop it; if there is none, see that no address in `peers` is "
                + "this node's own",
            "找到并停止另一节点；若没有，检查 `peers` 中是否有本节点自己的地址"),
        Remedy(
            7165,
            "wait until that node is at the tip; if it lasts, ask whether the enrolment of this member "
                + "is recorded, and restore keys/ if they were replaced",
            "待对方追上最新区块；若持续，核实本机构的登记是否已上链，密钥若被替换则从备份恢复 keys/"),
        Remedy(
            7166, "agree on one version of `tally` with that member", "与该成员统一 `tally` 版本"),
        Remedy(
            7167, "tell these members to renew: `tally rotate-key certificate`",
            "请通知这些成员续期：`tally rotate-key certificate`"),
        Remedy(
            7168, "tell these members: their nodes have not put the new gateway key in use",
            "请通知这些成员：其节点尚未启用新的网关密钥"),
        Remedy(
            7169, "ask these members what their doctor says; look at the addresses in `peers`",
            "请这些成员执行 `tally doctor`；检查 `peers` 中的地址"),
        Remedy(
            7170,
            "call the members that are named: their nodes are down, cut off or silent; the chain goes "
                + "on by itself when they are back; if they are lost for good, see recovery.md",
            "联系所列成员：其节点停机、断网或不投票；恢复后链自动继续；若永久失去，见 recovery.md"),
        Remedy(
            7171, "call the members that are named, before another one fails",
            "请在其他席位故障之前联系所列成员"),
        Remedy(7172, "wait; if it lasts, look at disk and network", "请等待；若持续，检查磁盘与网络"),
        Remedy(7173, "agree on one version with the other members", "与其他成员统一软件版本"),
        Remedy(
            7174, "look at the disk with the system's tools", "用系统工具检查磁盘"),
        Remedy(
            7175, "see that this node runs without pauses and its clock is right; turns come back",
            "确认本节点运行稳定、时钟准确；之后会自动恢复提案"),
        Remedy(
            7176, "look at the seats that are silent or slow, and at the clocks", "检查无应答或缓慢的席位以及时钟"),
        Remedy(
            7177, "enrol them again with a later --until: `tally staff enrol`",
            "以更晚的 --until 重新登记：`tally staff enrol`"),
        Remedy(
            7178, "the members appoint the committee anew: `tally governance draft committee`",
            "请成员重新任命委员会：`tally governance draft committee`"),
        Remedy(
            7179,
            "the other officer and the governance key enrol one: `tally staff enrol`; where both are "
                + "gone the other seats do: `tally governance draft officer`",
            "由另一名管理员与治理密钥登记：`tally staff enrol`；两名均失去时由其他席位任命：`tally governance draft "
                + "officer`"),
        Remedy(7180, "run `chmod 600` on it", "对该文件执行 `chmod 600`"),
        Remedy(7181, "repair the time service (NTP) of this machine", "修复本机时间同步服务（NTP）"),
        Remedy(7182, "start it with `tally run`", "用 `tally run` 启动"),
        Remedy(
            7183,
            "check `api` in config.json and the proxy, then the node's log; restart it only if neither "
                + "helps",
            "检查 config.json 的 `api` 与代理，再查看节点日志；仍无效时才重启"),
        Remedy(7184, "give the folder to the user that runs the node", "将文件夹的所有权交给运行节点的用户"),
        Remedy(7185, "wait: it answers by itself when all blocks are checked", "请等待：全部区块核验后自动应答"),
        Remedy(
            7188, "tell these members at once: a copy of their node runs",
            "请立即通知这些成员：其节点有副本在运行"),
        Remedy(
            7189, "the licensing authority attests them: `tally licence attest`",
            "请发证机关证明其执业证：`tally licence attest`"),
        Remedy(
            7196, "raise the limit of open files (`LimitNOFILE`), and see who may read the folder",
            "提高打开文件数上限（`LimitNOFILE`），并检查文件夹的读取权限"),
        Remedy(
            7197,
            "see in the proxy or with `ss -tn` who connects; close that address off, or raise the limit "
                + "of open files (`LimitNOFILE`)",
            "用代理日志或 `ss -tn` 查看来访者；封闭该地址，或提高打开文件数上限（`LimitNOFILE`）"),
        Remedy(
            7198, "move the oldest files of `reads/` to your archive, and do so by a timer",
            "把 `reads/` 中最旧的文件移入档案，并设为定时任务"),
        Remedy(
            7199, "move the oldest files of `reads/` to your archive: reads go on by themselves",
            "把 `reads/` 中最旧的文件移入档案：查阅自动恢复"),
    ]
}
