import type { Translated } from "../../../core/base/message.ts";
import type { predict as english } from "../en/predict.ts";

export const predict: Translated<typeof english> = {};
