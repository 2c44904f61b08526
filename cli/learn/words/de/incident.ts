import type { Translated } from "../../../core/base/message.ts";
import type { incident as english } from "../en/incident.ts";

export const incident: Translated<typeof english> = {};
