import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findHomeId, homeId } from "../../../cli/core/state/home-id.ts";
import { isKept, markKept, tieToProcess } from "../../../cli/core/state/kept.ts";
import { ownerId } from "../../../cli/core/state/process-identity.ts";
import {
  clustersOf,
  fateOf,
  type Inventory,
  isBusy,
  withFate,
} from "../../../cli/providers/docker/inventory.ts";
import { label } from "../../../cli/providers/docker/labels.ts";
import { removeDead } from "../../../cli/providers/docker/remove.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { TempState } from "../../fixtures/temp.ts";

const [pid, start, boot, namespace] = ownerId().split("/");
const owners = {
  here: ownerId(),
  dead: `${pid}/1/${boot}/${namespace}`,
  machine: `${pid}/1/elsewhere/${namespace}`,
  container: `${pid}/1/${boot}/1${namespace}`,
  older: `${pid}/${start}/${boot}`,
};

interface Made {
  readonly keep: "run" | "up";
  readonly owner: keyof typeof owners;
  readonly state: string;
  readonly home?: string;
  readonly cluster?: string;
}

function labelled({ keep, owner, state, home = homeId(state), cluster = "c" }: Made) {
  const Labels = {
    [label.cluster]: cluster,
    [label.keep]: keep,
    [label.owner]: owners[owner],
    [label.instance]: "i",
    [label.state]: state,
    [label.home]: home,
  };
  return { Labels };
}

describe("whether anybody answers for a part of a cluster", () => {
  it.each([
    ["a run that goes on", "run", "here", false, "alive"],
    ["a run whose process died", "run", "dead", false, "dead"],
    ["a run of another machine", "run", "machine", false, "unknown"],
    ["a run in another container of this machine", "run", "container", false, "unknown"],
    ["a run of a halab that noted less", "run", "older", false, "unknown"],
    ["an up that is going on", "up", "here", false, "alive"],
    ["an up that was built to its end", "up", "dead", true, "alive"],
    ["an up that died halfway", "up", "dead", false, "dead"],
    ["an up that was built to its end from another container", "up", "container", true, "alive"],
    [
      "an up of another container that is not known to be whole",
      "up",
      "container",
      false,
      "unknown",
    ],
  ] as const)("%s", (_, keep, owner, kept, fate) => {
    using temp = new TempState();
    if (kept) markKept("c", "i");
    expect(fateOf(labelled({ keep, owner, state: temp.state }), "c")).toBe(fate);
  });

  it("the mark of an up lies in a folder that is to be seen from here, and is the one that was meant", () => {
    using temp = new TempState();
    const up = (home: string, state = temp.state) =>
      fateOf(labelled({ keep: "up", owner: "dead", state, home }), "c");
    expect(up(homeId())).toBe("dead");
    // The same path, in another container or on another machine.
    expect(up("another")).toBe("unknown");
    expect(up("another", join(temp.path, "not-there"))).toBe("unknown");
    const home = homeId();
    rmSync(temp.state, { recursive: true });
    expect(up(home)).toBe("unknown");
  });

  it("an instance that was built anew under the same name is another one", () => {
    using temp = new TempState();
    markKept("c", "another");
    expect(fateOf(labelled({ keep: "up", owner: "dead", state: temp.state }), "c")).toBe("dead");
  });

  it("an up in a folder that is tied to a process ends with that", () => {
    using temp = new TempState();
    markKept("c", "i");
    const up = (owner: Made["owner"]) =>
      fateOf(labelled({ keep: "up", owner, state: temp.state }), "c");
    const tied = (to: keyof typeof owners) => {
      tieToProcess(owners[to]);
      return up("dead");
    };
    expect([tied("here"), tied("dead")]).toEqual(["alive", "dead"]);
    // Whose process may live where it cannot be seen, and who is just being built.
    expect([tied("machine"), tied("container")]).toEqual(["alive", "alive"]);
    tieToProcess(owners.dead);
    expect([up("here"), up("container")]).toEqual(["alive", "unknown"]);
  });

  it("is busy while it is built or played on, here or where it cannot be seen", () => {
    using temp = new TempState();
    const busy = (keep: "run" | "up", owner: Made["owner"]) =>
      isBusy(labelled({ keep, owner, state: temp.state }), "c");
    expect([busy("run", "here"), busy("up", "here"), busy("run", "container")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([busy("run", "dead"), busy("up", "dead"), busy("up", "machine")]).toEqual([
      false,
      false,
      false,
    ]);
    markKept("c", "i");
    expect(busy("up", "here")).toBe(false);
  });
});

describe("the id of a state folder", () => {
  it("is made once, and is not to be had where there is none", () => {
    using temp = new TempState();
    expect(findHomeId()).toBeUndefined();
    const id = homeId();
    expect([homeId(), findHomeId(temp.state)]).toEqual([id, id]);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    mkdirSync(join(temp.path, "other"));
    expect(homeId(join(temp.path, "other"))).not.toBe(id);
    // A process of the same id in another container is just making it.
    temp.write(`third/id.${process.pid}/half`, "");
    expect(homeId(join(temp.path, "third"))).toBe(findHomeId(join(temp.path, "third")));
  });
});

describe("what a killed halab left beside what lives", () => {
  /** An engine that has these parts until they are removed. */
  function engineWith(parts: readonly Made[]) {
    const all = parts.map((one, at) => ({
      Id: `${at}`,
      Name: `n${at}`,
      Names: [],
      ...labelled(one),
    }));
    const there = new Set(all);
    const remove = (id: string) => async () => {
      for (const one of all) if (one.Id === id) there.delete(one);
    };
    const docker = {
      listContainers: async () => [],
      listNetworks: async ({ filters }: { filters: { label: string[] } }) =>
        [...there].filter((one) => {
          const [, cluster] = filters.label[0]?.split("=") ?? [];
          return cluster === undefined || one.Labels[label.cluster] === cluster;
        }),
      getNetwork: (id: string) => ({ remove: remove(id) }),
    };
    return {
      engine: { docker, bind: () => docker } as never,
      left: () => [...there].map((one) => one.Name),
      found: { containers: [], networks: all } as unknown as Inventory,
    };
  }

  it("each part is judged by itself, of containers and of networks", () => {
    using temp = new TempState();
    const made = { keep: "run", state: temp.state } as const;
    const { found } = engineWith([
      { ...made, owner: "dead", cluster: "x" },
      { ...made, owner: "here", cluster: "y" },
      { ...made, owner: "dead", cluster: "y" },
      { ...made, owner: "machine", cluster: "z" },
    ]);
    expect(clustersOf(withFate(found, "dead"))).toEqual(["x", "y"]);
    expect(clustersOf(withFate(found, "unknown"))).toEqual(["z"]);
  });

  it("goes alone: a cluster of the same name stays, with what is kept of it", async () => {
    using temp = new TempState();
    markKept("y", "i");
    markKept("x", "i");
    const made = { keep: "run", state: temp.state } as const;
    const { engine, left } = engineWith([
      { ...made, owner: "dead", cluster: "x" },
      { ...made, owner: "container", cluster: "y" },
      { ...made, owner: "dead", cluster: "y" },
    ]);
    const removed = await removeDead(engine, undefined, testCtx());
    expect(removed.map(({ name }) => name)).toEqual(["x/n0", "y/n2"]);
    expect(left()).toEqual(["n1"]);
    expect([isKept("x", "i"), isKept("y", "i")]).toEqual([false, true]);
  });
});
