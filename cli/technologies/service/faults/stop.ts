import { endingFault } from "../service.ts";

/** An orderly stop, as an administrator does it: the service can say goodbye (a planned switchover). */
export const kind = endingFault("stop");
