import { it } from "vitest";
import { survivesTorn } from "../shell/torn.ts";

it.each(["vm-vs-container"])("no rule breaks, whatever the files of %s say", async (lab) => {
  await survivesTorn(lab, "predictions", 150);
});
