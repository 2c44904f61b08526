import { describe, expect, it } from "vitest";
import { make, prepare, Vm } from "../../fixtures/vm.ts";

const pulled = { fault: "link-down", node: "lb1", segment: "lan" };

const late = { fault: "netem", node: "lb1", segment: "lan", delay: "20.5ms", jitter: "3ms" };

describe("a segment that the node is not on", () => {
  it.each([pulled, late])("$fault", async (spec) => {
    await expect(prepare(new Vm(), { ...spec, segment: "wan" })).rejects.toMatchObject({
      code: "USAGE",
      message: "lb1 has no interface on wan",
    });
  });
});

describe("link-down of a VM", () => {
  it("is made at its network card, and undone there", async () => {
    const vm = new Vm();
    const made = await make(vm, pulled);
    const set = (up: boolean) => `{"execute":"set_link","arguments":{"name":"n1","up":${up}}}`;
    expect(made.timers).toEqual([expect.stringMatching(/ 60\.000 halab-vm qmp /)]);
    expect(made.timers[0]).toContain(set(true));
    expect(made.said).toEqual([set(false)]);
    expect(made.verified).toEqual({ ok: true, evidence: ["lb1 sees its link down"] });
    expect(await made.heal()).toEqual({ ok: true, evidence: ["lb1 sees its link up"] });
    expect(vm.said).toEqual([set(true)]);
  });

  it("had no effect while the guest sees its carrier", async () => {
    const vm = new Vm();
    vm.deaf = true;
    expect((await make(vm, pulled)).verified.ok).toBe(false);
  });

  it("of a container stays the switch's", async () => {
    const vm = new Vm("container");
    const made = await make(vm, pulled);
    expect(made.said).toEqual(["ip link set veth7 down"]);
    expect(made.verified.ok).toBe(true);
    expect(await made.heal()).toEqual({ ok: true, evidence: ["lb1 sees its link up"] });
    expect(vm.said).toContain("ip link set veth7 up");
  });
});
