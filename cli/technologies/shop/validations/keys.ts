import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "keys",
  applies: runs(["shop"]),
  rules: ["shop/keys-differ", "shop/no-key"],
};
