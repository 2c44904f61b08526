import { it } from "vitest";
import { survivesTorn } from "../shell/torn.ts";

it.each(["live-migration"])("no rule breaks, whatever the files of %s say", async (lab) => {
  await survivesTorn(lab, "migration", 150);
});
