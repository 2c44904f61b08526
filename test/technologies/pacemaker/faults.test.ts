import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NodeAgent } from "../../../cli/core/cluster/provider.ts";
import type { FaultEnv } from "../../../cli/core/kinds/fault.ts";
import { members } from "../../fixtures/beds/members.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { makePlan } from "../../fixtures/plan.ts";
import { TempDir } from "../../fixtures/temp.ts";

const faultOf = (name: string) => {
  const kind = kinds.faults.get(name);
  if (!kind) throw new Error(`there is no fault "${name}"`);
  return kind;
};

/** A node that runs commands as they are, with stand-ins for the cluster's own tools. */
class Sandbox implements Disposable {
  readonly #dir = new TempDir();
  readonly agent = join(this.#dir.path, "volume");
  readonly calls = join(this.#dir.path, "calls");
  readonly env: FaultEnv;

  constructor() {
    const bin = join(this.#dir.path, "bin");
    mkdirSync(bin);
    for (const tool of ["crm_attribute", "crm_resource"])
      this.#program(join(bin, tool), `echo "${tool} $*" >> ${this.calls}`);
    this.#program(this.agent, 'echo "the agent: $1"');
    const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}` };
    const run = async ([program = "", ...args]: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", env });
      return { exitCode: status ?? -1, stdout, stderr };
    };
    const agent = async (node: string) => ({ node, run }) as unknown as NodeAgent;
    const plan = makePlan();
    this.env = { plan, agent, resolve: (ref: string) => ref, ttlMs: 1 } as unknown as FaultEnv;
  }

  #program(path: string, text: string): void {
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
  }

  /** The agent, asked as Pacemaker asks. */
  ask(action: string, resource: string) {
    const env = { ...process.env, OCF_RESOURCE_INSTANCE: resource };
    const { status, stdout } = spawnSync(this.agent, [action], { encoding: "utf8", env });
    return [status, stdout.trim()];
  }

  [Symbol.dispose](): void {
    this.#dir[Symbol.dispose]();
  }
}

describe("stop-fails", () => {
  const kind = faultOf("stop-fails");
  const undoOf = (node: Sandbox) => ({
    ...{ kind: "stop-fails", node: "n2", resource: "data", path: node.agent },
  });

  it("one resource cannot be stopped, all else can, and healing brings the agent back", async () => {
    using node = new Sandbox();
    const [ctx, undo, own] = [testCtx(), undoOf(node), readFileSync(node.agent, "utf8")];
    for (let time = 0; time < 2; time += 1) await kind.inject(undo, node.env, ctx);
    expect(node.ask("start", "data")).toEqual([0, "the agent: start"]);
    expect(node.ask("stop", "other")).toEqual([0, "the agent: stop"]);
    expect(node.ask("stop", "data")[0]).toBe(1);
    expect(readFileSync(node.calls, "utf8")).toContain("-N n2 -n standby -l forever -v on");
    for (let time = 0; time < 2; time += 1) await kind.heal?.(undo, node.env, ctx);
    expect(readFileSync(node.agent, "utf8")).toBe(own);
    expect(node.ask("stop", "data")).toEqual([0, "the agent: stop"]);
    expect(existsSync(join(node.agent, "../.halab-volume"))).toBe(false);
    expect(readFileSync(node.calls, "utf8")).toContain("crm_resource --cleanup -r data -N n2");
  });

  it("is not made where the resource has no agent of OCF's", async () => {
    using node = new Sandbox();
    const spec = { fault: "stop-fails", node: "n2", resource: "data" };
    await expect(kind.prepare(spec, node.env, testCtx())).rejects.toThrow("no agent of OCF's");
  });
});

it("nothing dies where nothing runs", async () => {
  const { cluster, env } = members();
  cluster.pids = [];
  const spec = { fault: "resource-dies", node: "n2", process: "nginx" };
  await expect(faultOf("resource-dies").prepare(spec, env, testCtx())).rejects.toThrow(
    "no process nginx runs on n2",
  );
});

it("a move is seen by the constraint that it leaves, of that resource alone", async () => {
  const { cluster, env } = members();
  const kind = faultOf("move");
  const undo = { kind: "move", resource: "web", node: "n2" };
  cluster.moved.add("web-2");
  expect(await kind.verify(undo, env, testCtx())).toMatchObject({ ok: false });
  await kind.inject(undo, env, testCtx());
  expect(await kind.verify(undo, env, testCtx())).toMatchObject({
    ok: true,
    evidence: ["cli-prefer-web is in the CIB"],
  });
});

describe("cluster-stop", () => {
  const kind = faultOf("cluster-stop");
  const undo = { kind: "cluster-stop", nodes: ["n1", "n2", "n3"] };

  it("asks who leads when that one has heard of all others", async () => {
    const { cluster, env } = members();
    await kind.inject(undo, env, testCtx());
    expect([...cluster.stopped]).toEqual(["n1", "n3", "n2"]);
    await kind.heal?.(undo, env, testCtx());
    expect(cluster.stopped).toEqual(new Set());
  });
});
