import type { Translated } from "../../../core/base/message.ts";
import type { live as english } from "../en/live.ts";

export const live: Translated<typeof english> = {};
