import { describe, expect, it } from "vitest";
import { labNames, openLab } from "../../../cli/core/lab/open.ts";
import { differences, leftIn } from "../../../cli/grading/variants/likeness.ts";
import { unfairRuns } from "../../../cli/grading/variants/played.ts";
import { proveVariants } from "../../../cli/grading/variants/prove.ts";
import { ourRenderer } from "../../../cli/render/ours.ts";

const renderer = ourRenderer();

/** A class has more; each takes a second for all labs. */
const count = Number(process.env["HALAB_VARIANTS"] ?? 6);

describe("every lab that comes with halab", () => {
  it.each(labNames())(
    "%s is the same exercise in its variants, and nothing of its own addresses is left in them",
    async (lab) => {
      // Each alternative and each mutant is rendered with one of them.
      const proof = await proveVariants({ lab, count, seed: "variants", renderer, nth: count });
      expect(proof.problems).toEqual([]);
      expect(proof.variants.filter(({ problems }) => problems.length > 0)).toEqual([]);
    },
  );
});

describe("a proof of variants", () => {
  it("finds an address that does not follow, and another timer", async () => {
    const { lab, plan: first } = await openLab("vrrp-failover", { renderer });
    const { params } = lab.file;
    const values = { subnet: "10.20.30.0/24", vrid: "7" };
    const opened = (more: Readonly<Record<string, string>>) =>
      openLab("vrrp-failover", { renderer, params: { ...values, ...more } });
    const { plan: own } = await opened({});
    expect(differences({ params, first, own })).toEqual([]);
    expect(leftIn("a 10.20.30.1\nserver 10.77.0.21:80\n", "x", { params, first, own })).toEqual([
      "x:2 has 10.77.0.21, which is the lab's default",
    ]);
    const { plan: slow } = await opened({ advert: "2" });
    expect(differences({ params, first, own: slow }).join("\n")).toMatch(
      /advert_int 2.* instead of/,
    );
    const { plan: moved } = await opened({ vip: "10.20.30.101" });
    expect(differences({ params, first, own: moved })[0]).toMatch(/net0at101/);
  });

  it("finds runs that took longer, or earned less", () => {
    const run = { points: 100, maxPoints: 100, protocolTime: 60 };
    const runs = { a: run, b: { ...run, protocolTime: 65 }, c: run };
    expect(unfairRuns(new Map(Object.entries(runs)))).toEqual([]);
    const unfair = { ...runs, d: { ...run, protocolTime: 70 }, e: { ...run, points: 90 } };
    expect(unfairRuns(new Map(Object.entries(unfair)))).toEqual([
      "d: its protocols take 70.0 s, those of the others 60.0 s",
      "e: 90 of 100 points, not 100 of 100",
    ]);
  });
});
