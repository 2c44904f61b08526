import type { Messages } from "../../../core/base/message.ts";

/** Incidents: the pager, the board, the debrief. */
export const incident = {} as const satisfies Messages;
