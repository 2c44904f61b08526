import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "names",
  applies: runs(["shop"]),
  rules: ["shop/store-of-nobody", "shop/sentinel-of-nobody", "shop/port-differs"],
};
