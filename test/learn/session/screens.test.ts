import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { Language } from "../../../cli/core/base/language.ts";
import { guideFile } from "../../../cli/core/lab/guide.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { chaptersOf } from "../../../cli/learn/session/chapters.ts";
import { endLines, fileLines, topLines } from "../../../cli/learn/session/draw.ts";
import { playSession } from "../../../cli/learn/session/play.ts";
import type { WorkspaceStatus } from "../../../cli/learn/work/status.ts";
import { readProgress, updateProgress } from "../../../cli/learn/workspace/progress.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { expectGolden } from "../../fixtures/golden.ts";
import { fakeDesk } from "./fake-desk.ts";

const renderer = createRenderer(templatesDir());
const { lab, plan } = await openLab("vrrp-failover", { renderer });
const root = mkdtempSync(join(tmpdir(), "halab-session-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const status: WorkspaceStatus = {
  schema: "halab/status/1",
  workspace: "my-folder",
  lab: "vrrp-failover",
  title: plan.title,
  params: {},
  cluster: { name: "learn-vrrp-failover-0a1b2c", state: "up", goesInS: 3600 },
  points: 10,
  maxPoints: 100,
  predictionPoints: 3,
  hints: { read: 2, cost: 0 },
  next: "failover",
  steps: plan.steps.map(({ id, title }, index) => ({
    id,
    title,
    maxPoints: 10,
    hints: index === 1 ? 2 : 0,
    hintsCost: 0,
    ...(index === 0
      ? { verdict: "pass" as const, points: 10, at: "", tries: 1 }
      : index === 1
        ? { verdict: "fail" as const, points: 0, at: "", tries: 2 }
        : {}),
  })),
  changed: ["lb1/etc/keepalived/keepalived.conf"],
  notes: [],
};

interface Played {
  readonly columns: number;
  readonly rows: number;
  readonly keys: readonly string[];
  readonly folder: string;
  readonly language?: Language;
  /** Default: the lab's. */
  readonly guide?: string;
}

/** The screens of a session, in a workspace of its own. */
async function play({
  columns,
  rows,
  keys,
  folder,
  language = "en",
  ...given
}: Played): Promise<string[]> {
  const desk = fakeDesk({ columns, rows }, keys, language);
  const guide = given.guide ?? readFileSync(guideFile(lab.dir, language) ?? "", "utf8");
  const ws = {
    root: join(root, folder),
    id: "0a1b2c",
    lab: "vrrp-failover",
    params: {},
    lang: language,
    cluster: "learn-vrrp-failover-0a1b2c",
  };
  const steady = { verdict: "pass", points: 10, maxPoints: 10, at: "", tries: 1 } as const;
  await updateProgress(ws, (before) => ({ ...before, steps: { steady } }));
  await playSession(
    {
      ws,
      dir: "my-folder",
      desk,
      renderer,
      lab,
      plan,
      chapters: chaptersOf(guide, plan.steps),
      status: async () => status,
      ctx: (progress) => ({ ...testCtx(), progress }),
    },
    async () => ({ lab: "lvs-dr", title: "Direct routing" }),
  );
  return desk.screens;
}

/** A bit of everything that guides have. */
const small = `# Two balancers

A web site has **two** web servers and a load balancer that spreads the requests. If it dies, the whole site is
down. Who has \`10.77.0.100\`, who decides, and how long does a change take?

\`\`\`
   ----+--------+----   one segment
      lb1      lb2
\`\`\`

| word | what it means | where you see it here |
|---|---|---|
| failover | the service moves because the active node failed | step failover: nobody planned it |
| VIP | an address that belongs to a service, not to a machine | 10.77.0.100 |

## Steady state

*Nothing is broken.* Look:

1. Who sends adverts?
2. How many in 10 seconds?

- lb1
- lb2

## Failover

It dies.
`;

const onward = Array.from({ length: 400 }, () => "on");

describe("a session's screens", () => {
  it.each([
    [80, 24],
    [120, 40],
  ])("look as in the golden file at %ix%i", async (columns, rows) => {
    const keys = ["on", "on", "work", "topology", "menu", "on", "leave"];
    const screens = await play({ columns, rows, keys, guide: small, folder: `golden-${columns}` });
    const rule = `${"#".repeat(columns)}\n`;
    expectGolden(`learn/session-${columns}x${rows}.txt`, screens.join(rule));
  });

  it.each([
    [80, 24, "en"],
    [80, 24, "de"],
    [80, 24, "hu"],
    [120, 40, "de"],
    [40, 24, "en"],
    [40, 24, "hu"],
  ] as const)("fit %ix%i in %s, from the first to the last", async (columns, rows, language) => {
    const folder = `fit-${columns}-${language}`;
    const screens = await play({ columns, rows, keys: onward, folder, language });
    expect(screens.length).toBeGreaterThan(20);
    for (const text of screens) {
      // The menu scrolls by itself; it is the text above it that has to leave room.
      expect(text.trimEnd().split("\n").length, text).toBeLessThanOrEqual(rows);
      expect(
        Math.max(...text.split("\n").map((line) => [...line].length)),
        text,
      ).toBeLessThanOrEqual(columns);
    }
  });

  it("go on where they were, also after a kill at any of them", async () => {
    const all = await play({ columns: 80, rows: 24, keys: onward, folder: "whole" });
    const size = { columns: 80, rows: 24 };
    const folder = "killed";
    for (let at = 0; at < 12; at += 1) {
      const [first, second] = await play({ ...size, keys: ["on"], folder });
      expect(first).toBe(all[at]);
      expect(second).toBe(all[at + 1]);
    }
    expect(readProgress({ root: join(root, folder), lang: "en" }).progress.readUpTo).toBeDefined();
  });

  it("say what was reached at the end", async () => {
    const screens = await play({
      columns: 80,
      rows: 24,
      keys: [...onward.slice(0, 100)],
      folder: "end",
    });
    expect(screens.at(-1)).toContain("halab submit --dir my-folder");
    expect(screens.at(-1)).toContain("lvs-dr");
  });
});

describe("what is drawn", () => {
  const look = { width: 40, colour: false, ascii: true, language: "en" } as const;

  it("has a top that fits, whatever the width", () => {
    const top = {
      title: plan.title,
      chapter: "Steady state",
      number: 5,
      all: 14,
      points: 4,
      maxPoints: 100,
    };
    for (const width of [20, 40, 60, 80, 120]) {
      const lines = topLines(top, { ...look, width });
      expect(lines).toHaveLength(2);
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width);
    }
    expect(topLines(top, { ...look, linear: true })).toEqual([
      "Two load balancers, one address. Steady state (5 of 14). 4 of 100 points.",
    ]);
  });

  it("explains a directive once, and says where when it comes again", () => {
    const does = { name: "priority", text: "who leads" };
    const lines = fileLines(
      [
        { text: "vrrp_instance VI_1 {", does: undefined },
        { text: "  priority 150", does },
        { text: "  priority 100", does },
      ],
      look,
    );
    expect(lines).toEqual([
      "1  vrrp_instance VI_1 {",
      "2    priority 150",
      "     > who leads",
      "3    priority 100",
      "     > as in line 2",
    ]);
  });

  it("tells the end in German and Hungarian", () => {
    const ending = { status, dir: "my-folder", next: undefined };
    expect(endLines(ending, { ...look, language: "de" }).join("\n")).toContain(
      "Du hast 10 von 100 Punkten",
    );
    expect(endLines(ending, { ...look, language: "hu" }).join("\n")).toContain("10 pontod van");
  });
});
