import SystemCalls

func rmdirFolder(_ path: String) -> Bool { rmdir(path) == 0 }
