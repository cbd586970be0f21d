import Foundation
import TallyCommands

exit(await TallyTool.run(Array(CommandLine.arguments.dropFirst())))
