import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { EventOf, JournalEvent } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import { kind as corosync } from "../../../cli/technologies/corosync/readers/corosync.ts";
import { kind as pacemaker } from "../../../cli/technologies/pacemaker/readers/pacemaker.ts";
import { briefly, lookedAt } from "../../fixtures/diagnosis/looked.ts";
import { inForce } from "../../fixtures/kinds.ts";
import { beds } from "../corosync/planted.ts";

const members = readFileSync(join(import.meta.dirname, "../corosync/dumps/corosync.three"), "utf8");
const dump = readFileSync(join(import.meta.dirname, "dumps/pacemaker.three"), "utf8");
type Change = readonly [from: string | RegExp, to: string];

/** What a node says, with some of it changed. */
function saidBy(node: string, ...changes: readonly Change[]): EventOf<"in-force"> {
  const text = changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    expect(after, String(from)).not.toBe(before);
    return after;
  }, dump);
  return { ...inForce(node, "pacemaker", pacemaker.parse(text)), t: 1 };
}

/** Corosync runs on each node that says something. */
async function found(...events: readonly JournalEvent[]) {
  const below = events.flatMap((event): JournalEvent[] =>
    event.kind === "in-force"
      ? [{ ...inForce(event.node, "corosync", corosync.parse(members)), t: 1 }]
      : [],
  );
  const all = await lookedAt(beds.three, { run: RunView.of([...below, ...events]) });
  return all.filter(({ rule }) => rule.startsWith("pacemaker/"));
}

const roots = async (...changes: readonly Change[]) =>
  (await found(saidBy("n1", ...changes)))
    .filter(({ followsFrom }) => followsFrom === null)
    .map(({ rule, because }) => [rule, because]);

const webRuns = /(<resource id="web"[^>]*)failed="false"/;

describe("what a cluster has in force", () => {
  it("is fine as it is", async () => {
    expect(await roots()).toEqual([]);
  });

  it.each<[rule: string, because: RegExp, changes: readonly Change[]]>([
    [
      "no-controller",
      /n1 knows no designated controller/,
      [[/<current_dc present="true"[^>]*>/, '<current_dc present="false"/>']],
    ],
    [
      "node-unclean",
      /n2 is UNCLEAN: .*fencing is off/,
      [[/(<node name="n2"[^>]*)unclean="false"/, '$1unclean="true"']],
    ],
    [
      "node-standby",
      /has n2 on standby/,
      [[/(<node name="n2"[^>]*)standby="false"/, '$1standby="true"']],
    ],
    [
      "failures-reached",
      /web has failed 3 times on n1, and 3 ban it/,
      [
        [
          '<resource_history id="web" orphan="false"',
          '<resource_history id="web" orphan="false" fail-count="3"',
        ],
      ],
    ],
    [
      "failures-reached",
      /web has failed INFINITY times on n1, and 3 ban it/,
      [
        [
          '<resource_history id="web" orphan="false"',
          '<resource_history id="web" orphan="false" fail-count="INFINITY"',
        ],
      ],
    ],
    ["resource-stuck", /web is failed\./, [[webRuns, '$1failed="true"']]],
    [
      "resource-stuck",
      /web is failed and blocked\./,
      [
        [webRuns, '$1failed="true"'],
        [/(<resource id="web"[^>]*)blocked="false"/, '$1blocked="true"'],
      ],
    ],
    [
      "moved-by-hand",
      /a rule cli-prefer-site about n2/,
      [
        [
          "<constraints/>",
          '<constraints><rsc_location id="cli-prefer-site" rsc="site" score="INFINITY" node="n2"/></constraints>',
        ],
      ],
    ],
    [
      "resource-nowhere",
      /has web on no node/,
      [[/(<resource id="web"[^>]*>)\s*<node [^>]*>/, "$1"]],
    ],
  ])("pacemaker/%s: %s", async (rule, because, changes) => {
    expect(await roots(...changes)).toEqual([
      [`pacemaker/${rule}`, expect.stringMatching(because)],
    ]);
  });

  it("pacemaker/two-controllers: two nodes that do not agree", async () => {
    const [one, ...more] = await found(
      saidBy("n1"),
      saidBy("n2", ['name="n3" id="3" with', 'name="n2" id="2" with']),
    );
    expect([one?.rule, one?.because, more]).toEqual([
      "pacemaker/two-controllers",
      "The nodes do not agree on who decides: n3 and n2.",
      [],
    ]);
  });

  it("two clusters side by side have a controller each", async () => {
    const others = corosync.parse(members.replaceAll("10.90.0.", "10.90.1."));
    const two: JournalEvent = { ...inForce("n2", "corosync", others), t: 2 };
    const all = await found(
      saidBy("n1"),
      saidBy("n2", ['name="n3" id="3" with', 'name="n2" id="2" with']),
      two,
    );
    expect(all.map(({ rule }) => rule)).toEqual([]);
  });

  it("pacemaker/fencing-stopped: a device that runs nowhere", async () => {
    const device =
      '<primitive id="switch" class="stonith" type="fence_halab"/></resources><constraints';
    const changes: readonly Change[] = [
      [/<\/resources>\s*<constraints/, device],
      ['stonith-enabled="false"', 'stonith-enabled="true"'],
    ];
    const all = (await roots(...changes)).filter(([rule]) => rule === "pacemaker/fencing-stopped");
    expect(all).toEqual([["pacemaker/fencing-stopped", expect.stringMatching(/has switch on no/)]]);
    expect(await roots(changes[0] ?? ["", ""])).toEqual([]);
  });

  it("two failures of three are none yet, and what a run broke is its own doing", async () => {
    const once = 'orphan="false" fail-count="2"';
    expect(
      await roots([
        '<resource_history id="web" orphan="false"',
        `<resource_history id="web" ${once}`,
      ]),
    ).toEqual([]);
    const broken: JournalEvent = {
      ...{ kind: "fault", id: "f", step: "s", fault: "kill", title: "", nodes: ["n1"] },
      ...{ phase: "intent", evidence: [], t: 2 },
    };
    expect(await found(saidBy("n1", [webRuns, '$1failed="true"']), broken)).toEqual([]);
  });
});

describe("pacemaker/action-fails: what is logged", () => {
  const head =
    "2026-11-30T09:33:27.085Z [1454.547570] daemon.notice pacemaker-controld[177]:  notice: ";
  const logged = async (...lines: readonly string[]) => {
    const logs = { n1: ["== /var/log/halab/syslog", ...lines.map((line) => head + line)] };
    const all = await lookedAt(beds.three, { logs });
    return briefly(all.filter(({ rule }) => rule === "pacemaker/action-fails"));
  };
  const bad = "Result of start operation for web on n1: error (nginx config is not valid)";
  const fine = "Result of start operation for web on n1: ok";

  it("is the last word about an action", async () => {
    expect(await logged(fine, bad)).toEqual([
      [
        "pacemaker/action-fails",
        "n1",
        "The last start of web on n1 ended with: error (nginx config is not valid)",
      ],
    ]);
    expect(await logged(bad, fine)).toEqual([]);
    expect(await logged(bad, "Starting Pacemaker controller")).toEqual([]);
    expect(await logged("Result of probe operation for web on n1: not running")).toEqual([]);
    expect(await logged("Result of monitor operation for web on n1: not running")).toEqual([]);
    expect(
      await logged("Result of stop operation for web on n1: Timed Out after 20s"),
    ).toHaveLength(1);
  });
});
