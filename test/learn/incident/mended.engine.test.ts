/**
 * Incidents on real nodes: a restart of everything mends none, the solution's files mend each. HALAB_INCIDENTS=LAB,...: all
 * of these labs; `all`: of the three in which each has to be solvable.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { brokenFiles } from "../../../cli/learn/incident/files.ts";
import { type Incident, incidentsOf } from "../../../cli/learn/incident/pool.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { openBed } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";
import { documentOf } from "../../fixtures/document.ts";

const renderer = createRenderer(templatesDir());

const three = ["vrrp-failover", "bind-primary-secondary", "lvs-dr"];
const named = process.env["HALAB_INCIDENTS"];

const wanted = named
  ? await allOf(...(named === "all" ? three : named.split(",")))
  : (await allOf("vrrp-failover")).filter(({ one }) =>
      ["one-server", "slow-adverts"].includes(one.name),
    );

async function allOf(...labs: readonly string[]): Promise<readonly Incident[]> {
  return (await Promise.all(labs.map((lab) => incidentsOf(lab, renderer)))).flat();
}

/** This one is mended inside its nodes, the others in their folder's files. */
const inNodes = "slow-adverts";

interface Checked {
  readonly schema: string;
  readonly incident: {
    readonly standing: string;
    readonly steps: readonly { readonly id: string }[];
    readonly debrief: { readonly why: string; readonly earlier: readonly unknown[] } | null;
  };
}

/** All that lies in a folder, names and texts. */
function everythingIn(dir: string): string {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? `${path}\n${readFileSync(path, "latin1")}` : path;
    })
    .join("\n");
}

engineDescribe("docker", "an incident", () => {
  const bed = openBed();
  // A whole lab is played at the end, and what that lab waits for is up to a minute a step.
  const deadlineMs = 600_000;

  /** All machines at once, as after a loss of power. */
  async function restartAll(cluster: string, plan: Plan): Promise<void> {
    for (const { name } of plan.nodes.filter(({ services }) => services.length > 0))
      await bed.ok(["break", cluster, "power-off", name]);
    await bed.ok(["heal", cluster]);
  }

  function mendInFiles(dir: string, plan: Plan): void {
    for (const { path, bytes } of brokenFiles(plan)) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), bytes);
    }
  }

  async function mendInNodes(cluster: string, plan: Plan): Promise<void> {
    for (const { path, bytes } of brokenFiles(plan)) {
      const [node = "", ...rest] = path.split("/");
      const text = bytes.toString("base64");
      await bed.sh(cluster, node, `echo ${text} | base64 -d > /${rest.join("/")}`);
    }
    for (const node of ["lb1", "lb2"]) await bed.sh(cluster, node, "service keepalived restart");
  }

  it.each(wanted)(
    "of $lab, number $number, is mended by what the cluster does",
    async ({ lab, number, key, one }) => {
      const name = bed.name(key);
      const dir = join(bed.dir, key);
      const begun = await bed.json(
        ["incident", lab, "--number", `${number}`, "--name", name, "--dir", dir, "--json"],
        { deadlineMs },
      );
      expect(begun).toMatchObject({ schema: "halab/incident/1", cluster: name, outcome: null });
      const processes = execFileSync("ps", ["-eo", "args"]).toString();
      if (one.name.includes("-"))
        for (const place of [everythingIn(dir), JSON.stringify(begun), processes])
          expect(place.includes(one.name) || place.includes(one.why)).toBe(false);

      const { plan } = await openLab(lab, { renderer });
      await restartAll(name, plan);
      const fast = ["check", "--fast", "--dir", dir, "--json"];
      const still = await bed.halab(fast, { deadlineMs });
      expect(still.exitCode, still.stderr).toBe(1);
      expect(documentOf<Checked>(still).incident.standing).toBe("broken");

      // In the folder or inside the nodes: what stands in the nodes counts.
      if (one.name === inNodes) await mendInNodes(name, plan);
      else mendInFiles(dir, plan);
      const mended = await bed.halab(["check", "--dir", dir, "--json"], { deadlineMs });
      const { incident, schema } = documentOf<Checked>(mended);
      expect(incident.standing, JSON.stringify(incident.steps)).toBe("mended");
      expect([schema, mended.exitCode]).toEqual(["halab/report/1", 0]);
      expect(incident.debrief).toMatchObject({ why: one.why, outcome: "mended", checks: 2 });

      const list = await bed.json(["incident", lab, "--list", "--json"]);
      expect(JSON.stringify(list)).toContain('"outcome":"mended"');
      await bed.ok(["learn", "--close", "--dir", dir]);
    },
    3 * deadlineMs,
  );
});
