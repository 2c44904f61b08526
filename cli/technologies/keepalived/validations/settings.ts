import { runs, type ValidationKind } from "../../../core/kinds/validation.ts";

export const kind: ValidationKind = {
  kind: "settings",
  applies: runs(["keepalived"], 2),
  rules: [
    "keepalived/advert-differs",
    "keepalived/vrid-differs",
    "keepalived/version-differs",
    "keepalived/multicast-group-differs",
    "keepalived/segment-differs",
    "keepalived/unicast-one-sided",
    "keepalived/equal-priorities",
  ],
};
