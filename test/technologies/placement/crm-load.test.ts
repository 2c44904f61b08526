import { describe, expect, it } from "vitest";
import { placement } from "../../fixtures/beds/placement.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";

const base = "/etc/pacemaker/cluster.crm";

function load() {
  const kind = kinds.faults.get("crm-load");
  if (!kind) throw new Error("there is no such fault");
  return kind;
}

/** As a run does it: what an earlier load was is healed once the next one is in. */
async function loaded(bed: ReturnType<typeof placement>, file: string) {
  const ctx = testCtx();
  const prepared = await load().prepare({ fault: "crm-load", node: "n1", file }, bed.env, ctx);
  await load().inject(prepared.undo, bed.env, ctx);
  const heal = async () => {
    await load().heal?.(prepared.undo, bed.env, ctx);
    return load().verifyHealed?.(prepared.undo, bed.env, ctx);
  };
  return { prepared, heal };
}

describe("crm-load", () => {
  it("makes one configuration of the cluster's file and the student's, in this order", async () => {
    const bed = placement();
    await loaded(bed, "/etc/pacemaker/topologies/ring.crm");
    expect(bed.state.cib.files).toEqual([base, "/etc/pacemaker/topologies/ring.crm"]);
    expect(bed.state.cib.mark).toMatch(/^ring-crm-/);
  });

  it("stops everything before it lets it start, so that nothing stays where it was", async () => {
    const bed = placement();
    await loaded(bed, "/etc/pacemaker/topologies/ring.crm");
    const order = bed.said.map((line) => line.split(" ")[0]).filter((word) => word !== "/bin/sh");
    expect(order).toEqual(["cibadmin", "crm_mon", "crm_attribute"]);
    expect(bed.state.stopped).toBe(false);
  });

  it("says what crm does not take before anything is touched", async () => {
    const bed = placement("ERROR: 20: syntax: Unknown command near <locatoin>");
    const failing = loaded(bed, "/etc/pacemaker/topologies/ring.crm");
    await expect(failing).rejects.toMatchObject({
      ...{ code: "NODE_FAILED", node: "n1" },
      details: ["ERROR: 20: syntax: Unknown command near <locatoin>"],
    });
    expect(bed.said.some((line) => line.startsWith("cibadmin"))).toBe(false);
  });

  it("that another load has replaced has nothing to undo; the last one goes back", async () => {
    const bed = placement();
    const pair = await loaded(bed, "/etc/pacemaker/topologies/pair.crm");
    const ring = await loaded(bed, "/etc/pacemaker/topologies/ring.crm");
    expect(await pair.heal()).toMatchObject({ ok: true });
    expect(bed.state.cib.mark).toMatch(/^ring-crm-/);
    expect(await ring.heal()).toMatchObject({ ok: true });
    expect(bed.state.cib).toEqual({ mark: "", files: [base] });
  });
});
