import { describe, expect, it } from "vitest";
import { brokenBy, nothing, testRows } from "./small-house.ts";

it("says nothing of a house in which all is right", () => {
  expect(brokenBy({})).toEqual([]);
});

describe("a room imports only what lies below it", () => {
  const mayBelow = "move what is shared down, or this up";
  testRows([
    [
      "a value from above",
      { "cli/core/base/time.ts": "\nimport { Plan } from '../cluster/plan.ts';\n" },
      `cli/core/base/time.ts:2 rooms: imports cli/core/cluster/plan.ts, but cli/core/base may import its own files only: ${mayBelow}`,
    ],
    [
      "a type from beside",
      { "cli/core/cluster/name.ts": "import type { Kept } from '../state/kept.ts';\n" },
      `cli/core/cluster/name.ts:1 rooms: imports cli/core/state/kept.ts, but cli/core/cluster may import its own files and cli/core/base: ${mayBelow}`,
    ],
    [
      "judge in kinds",
      { "cli/core/kinds/check.ts": "import '../judge/grade.ts';\n" },
      `cli/core/kinds/check.ts:1 rooms: imports cli/core/judge/grade.ts, but cli/core/kinds may import its own files and cli/core/base, cli/core/state, cli/core/cluster, cli/core/journal: ${mayBelow}`,
    ],
    [
      "a type that is imported where it is used",
      { "cli/core/base/time.ts": "type A = import('../state/kept.ts').Kept;\n" },
      `cli/core/base/time.ts:1 rooms: imports cli/core/state/kept.ts, but cli/core/base may import its own files only: ${mayBelow}`,
    ],
    [
      "a module that is loaded when it is needed",
      { "cli/core/base/time.ts": "const a = await import('../state/kept.ts');\n" },
      `cli/core/base/time.ts:1 rooms: imports cli/core/state/kept.ts, but cli/core/base may import its own files only: ${mayBelow}`,
    ],
    [
      "a name that is handed on",
      { "cli/core/base/time.ts": "export type { Kept } from '../state/kept.ts';\n" },
      `cli/core/base/time.ts:1 rooms: imports cli/core/state/kept.ts, but cli/core/base may import its own files only: ${mayBelow}`,
    ],
    [
      "a provider in core",
      { "cli/core/run/up.ts": "import '../../providers/docker/index.ts';\n" },
      `cli/core/run/up.ts:1 rooms: imports cli/providers/docker/index.ts, but cli/core/run may import its own files and cli/core/base, cli/core/state, cli/core/cluster, cli/core/journal, cli/core/kinds, cli/core/lab, cli/core/judge, cli/core/diagnose: ${mayBelow}`,
    ],
    [
      "the journal in a provider",
      { "cli/providers/docker/index.ts": "import '../../core/journal/view.ts';\n" },
      `cli/providers/docker/index.ts:1 rooms: imports cli/core/journal/view.ts, but cli/providers may import its own files and cli/core/base, cli/core/state, cli/core/cluster: ${mayBelow}`,
    ],
    [
      "more than the ground floor in ui",
      { "cli/ui/output.ts": "import '../core/cluster/plan.ts';\n" },
      `cli/ui/output.ts:1 rooms: imports cli/core/cluster/plan.ts, but cli/ui may import its own files and cli/core/base: ${mayBelow}`,
    ],
    [
      "a technology in the report",
      { "cli/report/words.ts": "import '../technologies/network/frames.ts';\n" },
      `cli/report/words.ts:1 rooms: imports cli/technologies/network/frames.ts, but cli/report may import its own files and cli/core/base, cli/core/cluster, cli/core/journal, cli/core/judge, cli/core/kinds, cli/core/diagnose: ${mayBelow}`,
    ],
    [
      "the lab in a technology",
      { "cli/technologies/network/frames.ts": "import '../../core/lab/lab.ts';\n" },
      `cli/technologies/network/frames.ts:1 rooms: imports cli/core/lab/lab.ts, but cli/technologies/network may import its own files and cli/core/base, cli/core/cluster, cli/core/journal, cli/core/kinds, cli/core/judge: ${mayBelow}`,
    ],
    [
      "one provider beside the loader in learn",
      {
        "cli/learn/submit.ts":
          "import '../providers/load.ts';\nimport '../providers/docker/index.ts';\n",
      },
      `cli/learn/submit.ts:2 rooms: imports cli/providers/docker/index.ts, but cli/learn may import its own files and cli/core, cli/render, cli/report, cli/ui, cli/providers/load.ts: ${mayBelow}`,
    ],
    [
      "a verb elsewhere than in main.ts",
      { "cli/ui/output.ts": "import '../commands/run.ts';\n" },
      "cli/ui/output.ts:1 rooms: only main.ts imports commands/, but here is cli/commands/run.ts",
    ],
    [
      "a test in the product",
      { "cli/providers/docker/index.ts": "import '../../../test/fake/index.ts';\n" },
      "cli/providers/docker/index.ts:1 rooms: imports test/fake/index.ts, which is not shipped as code: what cli/ needs lies in cli/",
    ],
    [
      "a file that lies in no room",
      { "cli/tools/cut.ts": nothing },
      "cli/tools/cut.ts:1 rooms: this file lies in no room: put it into one, or add a room to test/house/rooms.ts",
    ],
    [
      "a file between the rooms of core",
      { "cli/core/tools.ts": nothing },
      "cli/core/tools.ts:1 rooms: this file lies in no room: put it into one, or add a room to test/house/rooms.ts",
    ],
    [
      "what a comment or a string says",
      {
        "cli/core/base/time.ts":
          "// import '../state/kept.ts'\nconst a = \"import('../state/kept.ts')\";\n",
      },
    ],
  ]);
});

describe("technologies use each other only by the list", () => {
  testRows([
    [
      "a tie that is not on it",
      { "cli/technologies/network/frames.ts": "import '../bind/readers/bind9.ts';\n" },
      "cli/technologies/network/frames.ts:1 rooms: imports cli/technologies/bind/readers/bind9.ts of another technology: move what both need down to core, or add the tie with its reason to test/house/rooms.ts",
    ],
    [
      "a tie that is no more",
      { "cli/technologies/bind/faults/notify-cut.ts": nothing },
      "test/house/rooms.ts:1 rooms: bind no longer imports network: take the tie out",
    ],
  ]);

  it("never both ways, not even by different files", () => {
    const change = {
      "cli/technologies/network/faults/stop.ts": "import '../../bind/readers/bind9.ts';\n",
    };
    const ties = [
      { from: "bind", to: "network", why: "it cuts NOTIFY" },
      { from: "network", to: "bind", why: "it must not" },
    ];
    expect(brokenBy(change, { ties })).toEqual([
      "test/house/rooms.ts:1 rooms: technologies use each other, bind -> network -> bind: move what they share down to core",
    ]);
  });
});

describe("imports can be seen", () => {
  testRows([
    [
      "a name made at run time",
      { "cli/ui/output.ts": "\nawait import(name);\n" },
      "cli/ui/output.ts:2 loaders: imports by a name made at run time, which no rule can follow: write the path, or add the file to the loaders of test/house/rooms.ts",
    ],
    [
      "a loader that loads no more",
      { "cli/providers/load.ts": nothing },
      "test/house/rooms.ts:1 loaders: cli/providers/load.ts no longer imports by a name made at run time: take it out of the loaders",
    ],
  ]);
});
