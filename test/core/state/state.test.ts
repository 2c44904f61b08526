import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { forget, isKept, markKept } from "../../../cli/core/state/kept.ts";
import {
  journalOf,
  type OpenFault,
  openFaults,
  recordFault,
  recordHealed,
} from "../../../cli/core/state/open-faults.ts";
import { markPlaying, othersPlaying } from "../../../cli/core/state/playing.ts";
import { ownerId, ownerState } from "../../../cli/core/state/process-identity.ts";
import { TempState } from "../../fixtures/temp.ts";

describe("what is written down about a cluster", () => {
  const fault = (id: string): OpenFault => ({
    id,
    kind: "kill",
    title: id,
    nodes: ["lb1"],
    undo: { kind: "kill", node: "lb1" },
    keeper: null,
  });
  const ids = () => openFaults("c").map((one) => one.id);
  const path = (state: TempState) => join(state.state, "clusters/c/faults.ndjson");

  it("faults are open from their record to their healing, oldest first", () => {
    using _state = new TempState();
    expect(ids()).toEqual([]);
    for (const id of ["one", "two", "three"]) recordFault("c", fault(id));
    recordHealed("c", "two");
    expect(openFaults("c")).toEqual([fault("one"), fault("three")]);
  });

  it("a line that a crash cut off is ignored, and swallows nothing", () => {
    using state = new TempState();
    recordFault("c", fault("one"));
    appendFileSync(path(state), '{"open":{"id":"half');
    expect(ids()).toEqual(["one"]);
    recordFault("c", fault("two"));
    expect(ids()).toEqual(["one", "two"]);
  });

  it("lines that are not ours are ignored", () => {
    using state = new TempState();
    recordFault("c", fault("one"));
    appendFileSync(path(state), 'null\n{"open":{"id":7}}\n[]\n');
    expect(ids()).toEqual(["one"]);
  });

  it("a healing of a cluster that is gone leaves nothing behind", () => {
    using state = new TempState();
    recordHealed("c", "one");
    expect(existsSync(path(state))).toBe(false);
  });

  it("a keeper ends when its fault is healed, and heals it when its time is over", async () => {
    using state = new TempState();
    const kept = (ms: number) => {
      const path = fileURLToPath(new URL("../../../bin/keeper.js", import.meta.url));
      const args = [path, journalOf("c"), "one", String(ms), "heal", "c", "--fault", "one"];
      const env = { HALAB_STATE: state.state, HALAB_ENGINE: "", DOCKER_HOST: "unix:///nowhere" };
      return execa(process.execPath, args, { env, reject: false, timeout: 20_000 });
    };
    recordFault("c", fault("one"));
    const healed = kept(60_000);
    recordHealed("c", "one");
    expect(await healed).toMatchObject({ exitCode: 0, stderr: "" });
    // The same name again: the last that was written counts.
    recordFault("c", fault("one"));
    const over = await kept(1500);
    expect([over.exitCode, over.stderr]).toEqual([3, expect.stringContaining("/nowhere")]);
  });

  it("other clusters that are played on are counted, while they are", () => {
    using _state = new TempState();
    expect(othersPlaying("c")).toBe(0);
    const [own, other] = [markPlaying("c", "/runs/1"), markPlaying("d", "/runs/2")];
    expect([othersPlaying("c"), othersPlaying("e")]).toEqual([1, 2]);
    other[Symbol.dispose]();
    expect(othersPlaying("c")).toBe(0);
    own[Symbol.dispose]();
  });

  it("a cluster is kept by its instance, until it is forgotten", () => {
    using _state = new TempState();
    expect(isKept("c", "1")).toBe(false);
    markKept("c", "1");
    expect([isKept("c", "1"), isKept("c", "2")]).toEqual([true, false]);
    forget("c");
    expect(isKept("c", "1")).toBe(false);
  });
});

describe("the owner of a cluster", () => {
  const [pid, start, boot, namespace] = ownerId().split("/");
  it.each([
    ["this process", ownerId(), "alive"],
    ["another process with its number", `${pid}/1/${boot}/${namespace}`, "dead"],
    ["a process that is gone", `4194303/${start}/${boot}/${namespace}`, "dead"],
    ["a process of another machine", `${pid}/${start}/other/${namespace}`, "elsewhere"],
    ["a process of another container", `${pid}/${start}/${boot}/1${namespace}`, "elsewhere"],
    ["one of a halab that did not note where", `${pid}/${start}/${boot}`, "elsewhere"],
    ["nothing that we wrote", "", "elsewhere"],
  ])("%s: %s is %s", (_, owner, state) => {
    expect(ownerState(owner)).toBe(state);
  });
});
