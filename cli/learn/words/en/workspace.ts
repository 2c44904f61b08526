import type { Messages } from "../../../core/base/message.ts";

/** The student's folder, its cluster, and the verbs of the loop: apply, check, hint, status, reset, pull, submit. */
export const workspace = {} as const satisfies Messages;
