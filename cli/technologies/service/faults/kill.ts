import { endingFault } from "../service.ts";

/** SIGKILL to every process of the service: it cannot say goodbye, nor clean up (addresses stay). */
export const kind = endingFault("kill");
