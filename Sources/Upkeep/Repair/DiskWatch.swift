import Diagnosis
import NIOPosix
import NodeFiles

/// Asks the disk how much is free, which new keys wait in the folder, and whether the member's own
/// folders are there, on a thread of its own: if the disk hangs, only this waits.
package struct DiskWatch: Sendable {
    private let folder: NodeFolder
    private let status: NodeStatusBoard

    package init(_ folder: NodeFolder, _ status: NodeStatusBoard) {
        self.folder = folder
        self.status = status
    }

    package func run() async {
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        while !Task.isCancelled {
            let folder = folder
            let status = status
            // Not awaited: a question that hangs is seen by its age.
            thread.submit { _ in
                status.disk(folder.freeBytes, waitingKeys: folder.waitingKeys)
                let missing = folder.missingFolders.map(NodeProblem.folderMissing)
                status.unwarn {
                    $0.number == .folderMissing && !missing.contains($0)
                }
                missing.forEach(status.warn)
            }
            try? await Task.sleep(for: .seconds(2))
        }
        // Not waited for either: a hung disk must not keep the node from stopping.
        thread.shutdownGracefully { _ in }
    }
}
