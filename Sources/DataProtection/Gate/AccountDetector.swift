/// Finds accounts and addresses of the net as people write them: labels, handles, mail in words.
enum AccountDetector {
    private static let labels = WordList(
        words: """
            微信 wechat weixin wxid vx wx 扣扣 企鹅号 小红书 抖音 快手 微博 知乎 豆瓣 b站 钉钉 飞书 陌陌 推特 脸书 领英 \
            skype telegram whatsapp line facebook instagram twitter paypal venmo cashapp zelle alipay 支付宝 \
            signal discord snapchat linkedin tiktok twitch steam github gitee
            """)
    private static let fillers = ScalarSet(":=号码是为id #@-_(账户名")
    private static let providers = WordList(
        words: """
            163 126 139 189 qq gmail outlook hotmail yahoo sina sohu foxmail icloud aliyun yeah live msn \
            protonmail gmx web.de googlemail me.com aol vip.
            """)
    private static let ends = [
        "com", "cn", "net", "org", "edu", "gov", "hk", "de", "uk", "fr", "tw", "io", "me", "cc",
    ]
    private static let signs = WordList(
        words: "@ # 在 艾特 圈a (a) [a] at 小老鼠 爱特 * & $ %")
    private static let dots = WordList(words: ". 点 dot , 。 、 (点) [点] (.) [.] 點 句点 小数点")

    static func kinds(in folded: [UInt32]) -> Set<FindingKind> {
        var found: Set<FindingKind> = []
        let tight = Scan.withoutBlanks(folded)
        if hasHandle(tight) { found.insert(.socialAccount) }
        if hasMail(tight) { found.insert(.email) }
        if hasFileName(folded) { found.insert(.fileName) }
        if hasPath(tight) { found.insert(.url) }
        return found
    }

    private static func hasHandle(_ text: [UInt32]) -> Bool {
        let isLabelled = labels.places(in: text).contains { place in
            if place.start > 0, text[place.start] < 0x80, Scan.isLetter(text[place.start - 1]) {
                return false
            }
            var index = place.end
            while index < text.count, fillers.contains(text[index]), index < place.end + 8 {
                index += 1
            }
            let code = text[index...].prefix(24).prefix {
                Scan.isWord($0) || $0 == 0x2d || $0 == 0x5f
            }
            let isMarked = index > place.end
            let digits = code.filter(Scan.isDigit).count
            return digits >= 5
                || isMarked && code.count >= 5 && (digits >= 1 || text[place.start] > 0x7f)
        }
        if isLabelled { return true }
        // @ and a name of Han characters or letters, with nothing of a word before it.
        return Scan.places(of: [0x40], in: text).contains { place in
            let rest = text[(place + 1)...].prefix(3)
            guard rest.count >= 2,
                rest.prefix(2).allSatisfy({ Scan.isHan($0) || Scan.isLetter($0) })
            else { return false }
            let before = place == 0 ? 0x20 : text[place - 1]
            return Scan.isHan(before) || !Scan.isWord(before)
        }
    }

    /// Local part, a sign or a word for it, a provider or a domain with an ending.
    private static func hasMail(_ text: [UInt32]) -> Bool {
        for place in signs.places(in: text) where place.start >= 2 {
            guard Scan.isWord(text[place.start - 1]) else { continue }
            let isAt = text[place.start] == 0x40
            let isWord = text[place.start] == 0x61
            if let provider = providers.longest(in: text, at: place.end), !isWord {
                let next = provider.end < text.count ? text[provider.end] : 0x20
                if isAt, !Scan.isDigit(next) { return true }
            }
            let domain = text[place.end...].prefix(32).prefix { Scan.isWord($0) || $0 == 0x2d }
            guard domain.count >= 2, let dot = dots.longest(in: text, at: domain.endIndex) else {
                continue
            }
            let last = Scan.string(text[dot.end...].prefix(4).prefix(while: Scan.isLetter))
            let isEnd = ends.contains { end in
                last == end || last.hasPrefix(end) && end.utf8.count == 3
            }
            guard isEnd else { continue }
            if !isWord || text[dot.end - 1] != 0x2e || isProvider(text, domain) { return true }
        }
        return false
    }

    private static func isProvider(_ text: [UInt32], _ domain: ArraySlice<UInt32>) -> Bool {
        providers.longest(in: text, at: domain.startIndex) != nil
    }

    /// `annATexampleDOTcom`: small letters around the capitals of the signs.
    static func hasSpelledMail(_ plain: [UInt32]) -> Bool {
        Scan.places(of: Scan.scalars("AT"), in: plain).contains { place in
            guard place > 1, isSmall(plain[place - 1]) else { return false }
            let rest = plain[(place + 2)...].prefix(40)
            let domain = rest.prefix(while: isSmall)
            return domain.count >= 2
                && (plain[domain.endIndex...].starts(with: Scan.scalars("DOT"))
                    || plain[domain.endIndex...].first == 0x2e)
        }
    }

    private static func isSmall(_ scalar: UInt32) -> Bool {
        Scan.isDigit(scalar) || (0x61...0x7a).contains(scalar)
    }

    private static let extensions: Set<String> = [
        "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "dcm", "pdf", "doc", "docx",
        "xls",
        "xlsx", "csv", "txt", "zip", "rar", "7z", "mp4", "mov", "avi", "wav", "mp3", "amr", "xml",
        "html", "htm", "ppt", "pptx", "wps", "ofd", "eml", "msg", "nii", "edf", "sav", "mdb", "sql",
        "bak", "webp",
    ]

    /// Letters or digits, a dot and an ending that files have.
    private static func hasFileName(_ text: [UInt32]) -> Bool {
        Scan.places(of: [0x2e], in: text).contains { place in
            guard place > 0,
                Scan.isWord(text[place - 1]) || Scan.isHan(text[place - 1])
                    || text[place - 1] == 0x5f || text[place - 1] == 0x29
            else { return false }
            let rest = text[(place + 1)...].prefix(5).prefix(while: Scan.isWord)
            return rest.count <= 4 && extensions.contains(Scan.string(rest))
        }
    }

    private static let paths = WordList(words: "\\\\ :\\ /home/ /users/ /mnt/ /var/ /data/")

    /// Paths of files, and addresses of the net with a path behind the domain.
    private static func hasPath(_ text: [UInt32]) -> Bool {
        let isLocal = paths.places(in: text).contains { place in
            place.end + 1 < text.count
                && (Scan.isLetter(text[place.end]) || Scan.isHan(text[place.end]))
        }
        if isLocal { return true }
        return Scan.runs(in: text) { Scan.isWord($0) || $0 == 0x2e || $0 == 0x2d }.contains { run in
            guard run.upperBound < text.count,
                text[run.upperBound] == 0x2f || text[run.upperBound] == 0x3f
            else { return false }
            let parts = text[run].split(separator: 0x2e, omittingEmptySubsequences: false)
            guard parts.count >= 3, let last = parts.last else { return false }
            return (2...6).contains(last.count) && last.allSatisfy(Scan.isLetter)
                && parts.dropLast().allSatisfy { $0.count >= 2 }
                && parts.contains { $0.count >= 4 && $0.contains(where: Scan.isLetter) }
        }
    }
}
