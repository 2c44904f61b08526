import { it } from "vitest";
import { survivesTorn } from "../shell/torn.ts";

it.each(["lvs-nat", "lvs-dr", "lvs-tun"])(
  "no rule breaks, whatever the files of %s say",
  async (lab) => {
    await survivesTorn(lab, "ipvs", 150);
  },
);
