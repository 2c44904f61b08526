import type { Translated } from "../../../core/base/message.ts";
import type { workspace as english } from "../en/workspace.ts";

export const workspace: Translated<typeof english> = {};
