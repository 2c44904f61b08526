import type { Messages } from "../../../core/base/message.ts";

/** The interactive session: menus, the course, what is said at the end. */
export const session = {
  course: "Your course",
  leave: "leave",
} as const satisfies Messages;
