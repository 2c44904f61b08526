import type { Messages } from "../../../core/base/message.ts";

/** What is asked before a fault, and the table after it. */
export const predict = {} as const satisfies Messages;
