import { endingFault } from "../service.ts";

export const kind = endingFault(
  "kill",
  "Every process of the service gets SIGKILL: it cannot say goodbye, nor clean up (addresses stay). Healing starts it again.",
);
