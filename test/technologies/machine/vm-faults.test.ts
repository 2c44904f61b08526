import { describe, expect, it } from "vitest";
import { HalabError } from "../../../cli/core/base/error.ts";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import { kindOf, make, prepare, Vm } from "../../fixtures/vm.ts";

const slow = { fault: "disk-slow", node: "lb1", bps: "1MB" };

const bad = { fault: "disk-error", node: "lb1" };

const late = { fault: "netem", node: "lb1", segment: "lan", delay: "20.5ms", jitter: "3ms" };

const button = { fault: "reset", node: "owner-of vip" };

const unthrottled =
  '{"execute":"qom-set","arguments":{"path":"/objects/tg0","property":"limits","value":{"bps-total":0,"iops-total":0}}}';

const drained = '{"execute":"transaction","arguments":{"actions":[]}}';

const diskOn = (file: string) =>
  `{"execute":"blockdev-reopen","arguments":{"options":[{"driver":"throttle","node-name":"disk0","throttle-group":"tg0","file":"${file}","discard":"unmap","cache":{"no-flush":true}}]}}`;

const removed = '{"execute":"blockdev-del","arguments":{"node-name":"halab-error"}}';

describe("a container has no hardware of its own", () => {
  it.each([
    [button, "lb1 is a container: only a VM has a reset button"],
    [slow, "lb1 is a container: only a VM has a disk of its own"],
    [bad, "lb1 is a container: only a VM has a disk of its own"],
  ])("$fault", async (spec, message) => {
    await expect(prepare(new Vm("container"), spec)).rejects.toMatchObject({
      code: "USAGE",
      message,
      hint: expect.stringContaining("machine: vm"),
    });
  });
});

describe("what a lab may say", () => {
  it.each([
    [{ ...slow, bps: undefined }, "give bps, iops, or both"],
    [{ ...slow, bps: "fast" }, 'must be like "1MB" or "512KiB"'],
    [{ ...slow, bps: "0MB" }, ">=1"],
    [{ ...bad, operations: [] }, ">=1"],
    [{ ...bad, operations: ["flush"] }, '"read"|"write"'],
    [{ ...late, delay: undefined }, "jitter and reorder need a delay"],
    [{ fault: "netem", node: "lb1", segment: "lan" }, "give delay, loss, duplicate, or several"],
    [{ ...late, loss: 101 }, "<=100"],
  ])("not %j", async (spec, message) => {
    const parsed = (await kindOf(spec)).schema.safeParse(spec);
    expect(parsed.error?.issues.map((issue) => issue.message).join("; ")).toContain(message);
  });

  it.each([
    ["1MB", 1_000_000],
    ["512KiB", 524_288],
    ["1.5kB", 1500],
  ])("a disk of %s a second", async (bps, bytes) => {
    const spec = { ...slow, bps };
    expect((await kindOf(spec)).schema.parse(spec)).toMatchObject({ bps: bytes });
  });
});

describe("reset", () => {
  it("is in force when another boot answers, and leaves nobody waiting for the old one", async () => {
    const vm = new Vm();
    const made = await make(vm, button);
    expect(made).toMatchObject({ title: "reset lb1", nodes: ["lb1"], timers: [] });
    expect(made.said).toEqual(['{"execute":"system_reset"}']);
    expect(made.effectNs).toBeTypeOf("number");
    expect(made.verified).toEqual({ ok: true, evidence: ["lb1 booted again"] });
    expect(vm.closed).toBe(1);
    expect(made.kind.heal).toBeUndefined();
  });

  it("had no effect while the same boot answers, or nobody does", async () => {
    const vm = new Vm();
    vm.deaf = true;
    const made = await make(vm, button);
    expect(made.verified).toEqual({ ok: false, evidence: ["lb1 did not boot again"] });
    vm.power = "off";
    await (await vm.agents.get("lb1", vm.ctx))[Symbol.asyncDispose]();
    expect(await made.kind.verify(made.undo, vm.env, vm.ctx)).toEqual({
      ok: false,
      evidence: ["lb1 is not back: lb1 is off"],
    });
  });

  it("tells when it was stopped by Ctrl-C", async () => {
    const vm = new Vm();
    const { kind, undo } = await make(vm, button);
    vm.ctx.stop.abort(new HalabError("CANCELLED", "stopped"));
    await expect(kind.verify(undo, vm.env, vm.ctx)).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("disk-slow", () => {
  it("limits the disk, and lets go what waits when it heals", async () => {
    const vm = new Vm();
    const made = await make(vm, { ...slow, iops: 20 });
    expect(made.title).toBe("disk-slow lb1 to 1000000 bytes/s, 20 operations/s");
    expect(made.said).toEqual([
      unthrottled.replace('total":0,"iops-total":0', 'total":1000000,"iops-total":20'),
    ]);
    expect(made.timers[0]).toContain(`halab-vm qmp ${unthrottled} ${drained}`);
    expect(made.verified).toMatchObject({
      ok: true,
      evidence: ["QEMU says that the disk of lb1 has 1000000 bytes/s, 20 operations/s"],
    });
    expect(await made.heal()).toMatchObject({ ok: true });
    expect(vm.said).toEqual([unthrottled, drained]);
  });

  it("had no effect when QEMU has other limits", async () => {
    const vm = new Vm();
    vm.deaf = true;
    expect((await make(vm, slow)).verified.ok).toBe(false);
  });

  it("does not hide another one", async () => {
    const vm = new Vm();
    await make(vm, slow);
    await expect(prepare(vm, slow)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is over when the VM has lost its power", async () => {
    const vm = new Vm();
    const made = await make(vm, slow);
    vm.power = "off";
    expect(await made.heal()).toEqual({ ok: true, evidence: ["lb1 is off"] });
    expect(vm.said).toEqual([]);
  });
});

describe("disk-error", () => {
  const rule = (iotype: string) => ({ event: "none", iotype, errno: 5, once: false });

  it.each([
    [undefined, ["read", "write", "write-zeroes", "discard"], "read and write"],
    [["read"], ["read"], "read"],
    [["write", "write"], ["write", "write-zeroes", "discard"], "write"],
  ])(
    "of %j puts a filter under the disk and takes it out again",
    async (operations, types, text) => {
      const vm = new Vm();
      const made = await make(vm, { ...bad, ...(operations ? { operations } : {}) });
      const [added, ...rest] = made.said;
      expect(JSON.parse(added ?? "")).toEqual({
        execute: "blockdev-add",
        arguments: {
          driver: "blkdebug",
          "node-name": "halab-error",
          image: "qcow0",
          "inject-error": types.map(rule),
        },
      });
      expect(rest).toEqual([diskOn("halab-error")]);
      expect(made.timers[0]).toContain(`halab-vm qmp ${diskOn("qcow0")} ${removed}`);
      expect(made.verified).toEqual({
        ok: true,
        evidence: [`the disk of lb1 fails every ${text}; 0 have failed so far`],
      });
      vm.failed += 3;
      expect((await made.kind.verify(made.undo, vm.env, vm.ctx)).evidence[0]).toContain("; 3 have");
      expect(await made.heal()).toEqual({
        ok: true,
        evidence: ["the disk of lb1 gives no errors"],
      });
      expect(vm.said).toEqual([diskOn("qcow0"), removed]);
      expect(await made.heal()).toMatchObject({ ok: true });
    },
  );

  it("had no effect when the disk goes around the filter, and is not healed while it does not", async () => {
    const vm = new Vm();
    vm.deaf = true;
    const made = await make(vm, bad);
    expect(made.verified).toEqual({ ok: false, evidence: ["the disk of lb1 gives no errors"] });
    vm.path = ["disk0", "halab-error", "qcow0", "file0"];
    expect(await made.heal()).toEqual({
      ok: false,
      evidence: ["the disk of lb1 still gives errors"],
    });
    await expect(prepare(vm, bad)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("says what QEMU said when it refuses", async () => {
    const vm = new Vm();
    const { kind, prepared } = await prepare(vm, bad);
    const machine: NodeAgent = {
      ...(await vm.agents.get("lb1", vm.ctx)),
      run: async () => ({
        exitCode: 1,
        stdout:
          '{"return": {}}\r\n{"error": {"class": "GenericError", "desc": "it is in use"}}\r\n',
        stderr: "",
      }),
    };
    const env = { ...vm.env, machine: async () => machine };
    await expect(kind.inject(prepared.undo, env, vm.ctx)).rejects.toMatchObject({
      code: "NODE_FAILED",
      message: "the QEMU of lb1 refused blockdev-reopen",
      details: ["it is in use"],
    });
  });
});
