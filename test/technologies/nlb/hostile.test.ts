import { it } from "vitest";
import { survivesTorn } from "../shell/torn.ts";

it.each(["balancer-distributed"])("no rule breaks, whatever the files of %s say", async (lab) => {
  await survivesTorn(lab, "nlb", 150);
});
