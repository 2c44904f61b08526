import { describe, expect, it } from "vitest";
import { type Bed, journalOf, lab, openBed, type Running, runDirs } from "../cli.ts";
import { type Events, watchEvents } from "../events.ts";
import { longFault } from "../made-labs.ts";
import { engineDescribe } from "../require.ts";
import { processesWith } from "../residue.ts";

/** Resolves at the point at which halab is to die. */
type Point = (halab: Running, events: Events) => Promise<unknown>;

const atLine =
  (pattern: RegExp): Point =>
  (halab) =>
    halab.line(pattern);
const atEvent =
  (what: string, nth: number): Point =>
  (_, events) =>
    events.nth(what, nth);

/** When the newest journal holds a line with these values. */
const atJournal =
  (bed: Bed, wanted: Readonly<Record<string, unknown>>): Point =>
  async () => {
    const known = runDirs(bed).length;
    const matches = (event: Record<string, unknown>) =>
      Object.entries(wanted).every(([key, value]) => event[key] === value);
    await expect
      .poll(() => runDirs(bed).length > known && journalOf(bed).some(matches), {
        timeout: 30_000,
        interval: 5,
      })
      .toBe(true);
  };

const upPoints: readonly (readonly [string, Point])[] = [
  ["its first line", atLine(/starting 3 nodes/)],
  ["the network", atEvent("network create", 1)],
  ["the first container", atEvent("container create", 1)],
  ["the third container", atEvent("container create", 3)],
  ["the first attach", atEvent("container attach", 1)],
  ["the first start", atEvent("container start", 1)],
  ["the third start", atEvent("container start", 3)],
];

const downPoints: readonly (readonly [string, Point])[] = [
  ["the first kill", atEvent("container kill", 1)],
  ["the first removal", atEvent("container destroy", 1)],
  ["the third removal", atEvent("container destroy", 3)],
  ["the network's removal", atEvent("network destroy", 1)],
];

engineDescribe("docker", "halab killed with SIGKILL", () => {
  const bed = openBed();
  let turn = 0;

  /** Kills at the point; then, in turn, gc or the next up has to leave nothing. */
  async function killAt(name: string, args: readonly string[], point: Point): Promise<void> {
    await using events = await watchEvents(name);
    const halab = bed.start(args);
    await point(halab, events);
    halab.kill("SIGKILL");
    await halab.done;
    turn += 1;
    if (turn % 2 === 0) {
      const gc = await bed.halab(["gc"]);
      expect(gc.exitCode, gc.stderr).toBe(0);
    } else {
      await bed.ok(["up", lab("pair"), "--name", name]);
      expect(await bed.sh(name, "client", "curl -s -m 2 web1 web2")).toBe("web1\nweb2");
      // A keeper may need a second to see that its fault is gone.
      await expect.poll(() => processesWith(bed.state), { timeout: 3000 }).toEqual([]);
      await bed.ok(["down", name]);
    }
    await bed.noResidue(name);
  }

  describe("during up", () => {
    it.each(upPoints)("at %s", async (_, point) => {
      const name = bed.name(`u${turn}`);
      await killAt(name, ["up", lab("pair"), "--name", name], point);
    });
  });

  describe("during run", () => {
    const runPoints: readonly (readonly [string, string, Record<string, unknown>])[] = [
      ["the cluster is up", "{ fault: freeze, node: web1 }", { kind: "up" }],
      ["a step begins", "{ fault: freeze, node: web1 }", { kind: "step", phase: "settle" }],
      ["a freeze is meant", "{ fault: freeze, node: web1 }", { kind: "fault", phase: "intent" }],
      ["a node is frozen", "{ fault: freeze, node: web1 }", { kind: "fault", phase: "effect" }],
      ["a node is off", "{ fault: power-off, node: web1 }", { kind: "fault", phase: "effect" }],
      ["a cut is meant", "{ fault: cut, between: [client, web1] }", { phase: "intent" }],
      ["a cut is in", "{ fault: cut, between: [client, web1] }", { phase: "effect" }],
      ["a link is down", "{ fault: link-down, node: web1, segment: lan }", { phase: "effect" }],
      ["a service hangs", "{ fault: hang, node: web1, service: nginx }", { phase: "effect" }],
    ];
    it.each(runPoints)("when %s", async (what, fault, event) => {
      const name = bed.name(`r${turn}`);
      const dir = longFault(bed, `k-${what.replaceAll(" ", "-")}`, fault);
      await killAt(name, ["run", dir, "--name", name], atJournal(bed, event));
    });
  });

  describe("during down", () => {
    it.each(downPoints)("at %s", async (_, point) => {
      const name = bed.name(`d${turn}`);
      await bed.ok(["up", lab("pair"), "--name", name]);
      await killAt(name, ["down", name], point);
    });
  });

  it("after up has finished leaves the cluster there", async () => {
    const name = bed.name("stays");
    await bed.ok(["up", lab("pair"), "--name", name]);
    expect(await bed.ok(["gc"])).not.toContain(name);
    expect(await bed.sh(name, "client", "curl -s -m 2 web1")).toBe("web1");
    await bed.ok(["down", name]);
    await bed.noResidue(name);
  });
});
