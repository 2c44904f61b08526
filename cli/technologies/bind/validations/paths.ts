import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: runs(["bind9"]),
  rules: [
    "bind/notify-never-reaches",
    "bind/transfer-fails",
    "bind/transfer-not-allowed",
    "bind/not-listening",
    "bind/notify-refused",
  ],
};
