import type { Messages } from "../../../core/base/message.ts";

/** The live view of a running cluster. */
export const live = {} as const satisfies Messages;
