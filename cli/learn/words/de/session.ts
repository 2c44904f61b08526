import type { Translated } from "../../../core/base/message.ts";
import type { session as english } from "../en/session.ts";

export const session: Translated<typeof english> = {};
