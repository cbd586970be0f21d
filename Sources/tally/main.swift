import Foundation
import SystemCalls
import TallyCommands

// Before a key is opened.
ProcessSecrecy.begin()
exit(await TallyTool.run(Array(CommandLine.arguments.dropFirst())))
