import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import type { MeasureEnv } from "../../../cli/core/kinds/measure.ts";
import { kind as measure } from "../../../cli/technologies/pacemaker/measures/configuration.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { seeded } from "../../fixtures/seeded.ts";
import { type CheckSpec, checkOf, foundIn, tableOf } from "../../fixtures/verdicts.ts";

interface Taken {
  readonly one?: string | null;
  readonly other?: string | null;
}

function judged(check: CheckSpec, taken: Taken) {
  const also = Object.entries(taken).map(([name, value]) => {
    const words = { step: "s", name, measure: "configuration", title: name };
    return [12, { kind: "measure", ...words, value, unit: "", evidence: [], tookMs: 1 }] as const;
  });
  return foundIn(seeded({ check: checkOf(check), fault: "none", also } as never));
}

describe("newer-configuration", () => {
  const check = { check: "newer-configuration", measure: "one", than: "other" };
  tableOf(judged)(check, [
    ["a change later", "pass", { one: "1.18", other: "1.17" }],
    ["by number, not by letters", "pass", { one: "1.18", other: "1.9" }],
    ["the administrator's own number goes first", "pass", { one: "2.1", other: "1.90" }],
    ["the same", "fail", { one: "1.18", other: "1.18" }],
    ["older", "fail", { one: "1.17", other: "1.18" }],
    ["nodes differ", "fail", { one: "different", other: "1.18" }],
    ["not measured", "unknown", { one: "1.18" }],
    ["could not be measured", "unknown", { one: "1.18", other: null }],
  ]);
});

/** Nodes by what their disks have, and how often they are asked until they have decided. */
function nodes(epochs: Readonly<Record<string, string>>, undecided = 0) {
  let asked = 0;
  const run = async (node: string, argv: readonly string[]) => {
    const says = (stdout: string) => ({ exitCode: 0, stdout, stderr: "" });
    if (argv[0] === "cibadmin")
      return says(`<cib crm_feature_set="3" ${epochs[node]} num_updates="4">\n</cib>\n`);
    return says(asked++ < undecided ? "" : `${node}\n`);
  };
  const agent = async (node: string) =>
    ({ node, run: (argv: readonly string[]) => run(node, argv) }) as unknown as NodeAgent;
  return { agent } as unknown as MeasureEnv;
}

describe("the measure configuration", () => {
  const take = (env: MeasureEnv, of: string[]) =>
    measure.take({ measure: "configuration", as: "it", nodes: of }, env, testCtx());

  it("is the number that all have, once they have decided", async () => {
    const same = 'epoch="18" admin_epoch="1"';
    const found = await take(nodes({ n1: same, n2: same }, 5), ["n1", "n2"]);
    expect(found).toMatchObject({ value: "1.18", unit: "" });
    expect(found.evidence[0]).toBe("n1: 1.18; n1 decides, and has nothing more to do");
  });

  it("is no number where they differ, and says each", async () => {
    const env = nodes({ n1: 'epoch="18" admin_epoch="1"', n3: 'epoch="16" admin_epoch="1"' });
    const found = await take(env, ["n1", "n3"]);
    expect(found.value).toBe("different");
    expect(found.evidence.map((line) => line.slice(0, 8))).toEqual(["n1: 1.18", "n3: 1.16"]);
  });

  it("is that of a node which never decides, too, and says so", async () => {
    const env = nodes({ n1: 'epoch="18" admin_epoch="1"' }, Number.POSITIVE_INFINITY);
    const found = await take(env, ["n1"]);
    expect(found.value).toBe("1.18");
    expect(found.evidence[0]).toContain("waited 40 s for a controller of n1 that has decided");
  });

  it("cannot be taken where there is no configuration", async () => {
    await expect(take(nodes({ n1: "" }), ["n1"])).rejects.toMatchObject({ code: "NODE_FAILED" });
  });
});
