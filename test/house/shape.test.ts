import { describe } from "vitest";
import { nothing, testRows } from "./small-house.ts";

function repeated(line: string, times: number): string {
  return `${line}\n`.repeat(times);
}

describe("files are short, few in a folder, and do not repeat its name", () => {
  const many = (folder: string, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`${folder}/f${at}.ts`, nothing]));
  testRows([
    ["300 lines", { "cli/ui/long.ts": repeated("// a line", 300) }],
    [
      "301 lines",
      { "test/unit/long.test.ts": repeated("// a line", 301) },
      "test/unit/long.test.ts:301 length: 301 lines, more than 300: split it by what it does",
    ],
    ["25 files", many("cli/ui/parts", 25)],
    [
      "26 files",
      many("test/unit", 26),
      "test/unit:1 folders: 26 files side by side, more than 25: make folders of what belongs together",
    ],
    [
      "the folder's name before the file's",
      { "cli/providers/docker/docker-rules.ts": nothing },
      "cli/providers/docker/docker-rules.ts:1 names: repeats the name of its folder: call it rules.ts",
    ],
    [
      "the same in the singular",
      { "cli/technologies/network/faults/fault-cut.ts": nothing },
      "cli/technologies/network/faults/fault-cut.ts:1 names: repeats the name of its folder: call it cut.ts",
    ],
    ["a file that is called as its folder is", { "cli/render/render.ts": nothing }],
  ]);
});
