import { endingFault } from "../service.ts";

export const kind = endingFault(
  "stop",
  "The service is stopped in good order, as an administrator does it: it can say goodbye (a planned switchover). Healing starts it again.",
);
