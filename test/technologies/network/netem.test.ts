import { describe, expect, it } from "vitest";
import { make, prepare, Vm } from "../../fixtures/vm.ts";

const late = { fault: "netem", node: "lb1", segment: "lan", delay: "20.5ms", jitter: "3ms" };

const lossy = { ...late, loss: 12.5 };

describe("netem", () => {
  const added =
    "tc qdisc add dev eth1 root handle a1ab: netem limit 10000 delay 20.5ms 3ms loss 12.5%";
  const deleted = "tc qdisc del dev eth1 root handle a1ab:";

  it("is made by the node's kernel, to the device of the segment, and undone by its handle", async () => {
    const vm = new Vm();
    const made = await make(vm, lossy);
    expect(made.title).toBe("netem lb1 on lan: delay 20.5ms 3ms loss 12.5%");
    expect(made.timers[0]).toMatch(new RegExp(` 60\\.000 ${deleted}$`));
    expect(made.said).toEqual([added]);
    expect(made.verified).toEqual({
      ok: true,
      evidence: [
        "eth1 of lb1 has netem: delay 20.5 ms, jitter 3.0 ms, loss 12.5 %, duplicate 0.0 %, reorder 0.0 %",
      ],
    });
    expect(await made.heal()).toEqual({ ok: true, evidence: ["eth1 of lb1 has no netem"] });
    expect(vm.said).toEqual([deleted]);
  });

  it("had no effect when the kernel has none, or another one", async () => {
    const vm = new Vm();
    vm.deaf = true;
    const made = await make(vm, lossy);
    expect(made.verified).toEqual({ ok: false, evidence: ["eth1 of lb1 has fq_codel"] });
    vm.deaf = false;
    expect((await make(vm, { ...lossy, loss: 20 })).verified.ok).toBe(false);
    vm.deaf = true;
    expect((await made.heal())?.ok).toBe(false);
  });

  it.each([
    [
      "Error: Specified qdisc kind is unknown.\n",
      "has no netem: this needs a VM",
      "needs: [netem]",
    ],
    ["RTNETLINK answers: Operation not permitted\n", "may not change its network", "NET_ADMIN"],
  ])("when tc says %j", async (netem, message, hint) => {
    const vm = new Vm("container");
    vm.netem = netem;
    await expect(prepare(vm, late)).rejects.toMatchObject({
      code: "CAPABILITY_MISSING",
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });

  it("does not take the place of a queue that somebody made", async () => {
    const vm = new Vm();
    vm.qdisc = { kind: "tbf", handle: "8001:", root: true, options: { rate: 125_000 } };
    await expect(prepare(vm, late)).rejects.toMatchObject({
      code: "CONFLICT",
      message: "eth1 of lb1 has a tbf already",
    });
  });
});
