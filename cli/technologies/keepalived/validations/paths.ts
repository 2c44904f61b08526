import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "paths",
  applies: runs(["keepalived"], 2),
  rules: ["keepalived/adverts-unheard", "keepalived/adverts-refused"],
};
