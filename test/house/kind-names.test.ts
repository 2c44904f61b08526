import { describe, expect, it } from "vitest";
import type { OtherMeaning } from "./other-meanings.ts";
import { brokenBy, testRows } from "./small-house.ts";

const outage = "cli/technologies/network/checks/outage.ts";

function said(place: string, beside: string, word = "outage", kind = outage): string {
  return `${place} kinds: "${word}" (${beside}) is the name of a kind, ${kind}: let the kind or the plan say what is asked here; if the word means something else, add that to test/house/other-meanings.ts`;
}

describe("core, report and ui name no kind", () => {
  testRows([
    [
      "compared with what is there",
      { "cli/core/judge/grade.ts": "\nif (spec.check === 'outage') a();\n" },
      said("cli/core/judge/grade.ts:2", "spec.check"),
    ],
    [
      "compared the other way round",
      { "cli/report/words.ts": "const a = `outage` !== check;\n" },
      said("cli/report/words.ts:1", "check"),
    ],
    [
      "in a switch",
      { "cli/ui/output.ts": "switch (one.kind) {\n  case 'outage':\n    a();\n}\n" },
      said("cli/ui/output.ts:2", "one.kind"),
    ],
    [
      "asked of a map",
      { "cli/core/judge/grade.ts": "kinds.checks.get('outage');\n" },
      said("cli/core/judge/grade.ts:1", "kinds.checks.get()"),
    ],
    [
      "as an index",
      { "cli/core/judge/grade.ts": "const a = kinds['outage'];\n" },
      said("cli/core/judge/grade.ts:1", "kinds"),
    ],
    [
      "in a list",
      { "cli/core/judge/grade.ts": "const shown: string[] = ['lost', 'outage'] as const;\n" },
      said("cli/core/judge/grade.ts:1", "shown"),
    ],
    [
      "as a key of a table",
      { "cli/report/words.ts": "const words = { outage: 'Outage' } as const;\n" },
      said("cli/report/words.ts:1", "words"),
    ],
    [
      "as a type",
      { "cli/core/kinds/check.ts": "interface A {\n  shown: 'a' | 'outage';\n}\n" },
      said("cli/core/kinds/check.ts:2", "shown"),
    ],
    [
      "a service that is read",
      { "cli/core/run/run.ts": "const a = event.kind === 'stop' && service === 'bind9';\n" },
      said("cli/core/run/run.ts:1", "service", "bind9", "cli/technologies/bind/readers/bind9.ts"),
    ],
    ["elsewhere", { "cli/commands/run.ts": "const a = kind === 'outage';\n" }],
    ["as a part of a text", { "cli/report/words.ts": "const a = 'the outage';\n" }],
    ["as a field of a value", { "cli/report/words.ts": "show({ outage: step.outage });\n" }],
    ["of a helper that is no kind", { "cli/report/words.ts": "const a = kind === 'frames';\n" }],
  ]);
});

describe("a word may mean something else", () => {
  const stop = "cli/technologies/network/faults/stop.ts";
  testRows([
    [
      "but not beside something else",
      { "cli/core/run/steps.ts": "if (fault.kind === 'stop') a();\n" },
      said("cli/core/run/steps.ts:1", "fault.kind", "stop", stop),
    ],
    [
      "as long as it is said",
      { "cli/core/run/run.ts": "export {};\n" },
      'test/house/other-meanings.ts:1 kinds: "stop" (the end of a phase) is no longer met with: take out stop, event.kind',
    ],
  ]);

  const everything = { word: "stop", beside: ["event.kind"], means: "the end of a phase" };
  it.each<[string, OtherMeaning, string[]]>([
    ["in some files", { ...everything, in: ["cli/core/run"] }, []],
    ["with any word of a file", { in: ["cli/core/run/run.ts"], means: "names" }, []],
    [
      "of which each must be met with",
      { ...everything, in: ["cli/core/run", "cli/ui"] },
      [
        'test/house/other-meanings.ts:1 kinds: "stop" (the end of a phase) is no longer met with: take out cli/ui',
      ],
    ],
    [
      "and so must each neighbour",
      { ...everything, beside: ["event.kind", "signs"] },
      [
        'test/house/other-meanings.ts:1 kinds: "stop" (the end of a phase) is no longer met with: take out signs',
      ],
    ],
    [
      "elsewhere only",
      { ...everything, in: ["cli/ui"] },
      [
        said("cli/core/run/run.ts:2", "event.kind", "stop", stop),
        'test/house/other-meanings.ts:1 kinds: "stop" (the end of a phase) is no longer met with: take out stop, event.kind, cli/ui',
      ],
    ],
  ])("%s", (_, meaning, expected) => {
    expect(brokenBy({}, { meanings: [meaning] })).toEqual(expected);
  });
});
