import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { staleStarter, withoutAnswers, writeStarter } from "../../../cli/core/lab/starter.ts";
import { TempDir } from "../../fixtures/temp.ts";

const solution = `global
  # TODO 1: who is asked,
  # and how often?
  server a
  # an answer's own comment
  server b
  # END TODO
  mode http
`;

describe("a starter by TODO marks", () => {
  it("keeps the task, and leaves out the answer", () => {
    expect(withoutAnswers(solution, "x")).toBe(
      "global\n  # TODO 1: who is asked,\n  # and how often?\n  mode http\n",
    );
  });

  it.each([
    [
      "; TODO refresh\n; INSTEAD: 3600 ; refresh\n5 ; refresh\n; END TODO\n",
      "; TODO refresh\n3600 ; refresh\n",
    ],
    ["// TODO x\n\nanswer;\n// END TODO\n", "// TODO x\n"],
    ["! TODO a\na\n! END TODO\n! TODO b\nb\n! END TODO\n", "! TODO a\n! TODO b\n"],
    ["# TODOS are no marks\n", undefined],
    ["key # TODO behind a line is none\n", undefined],
  ])("%j", (text, starter) => {
    expect(withoutAnswers(text, "x")).toBe(starter);
  });

  it.each([
    ["a\n# TODO x\nb\n", "f:2:1: this TODO has no END TODO"],
    ["# END TODO\n", "f:1:1: END TODO without a TODO above it"],
    ["# TODO x\nb\n# TODO y\n", "f:1:1: this TODO has no END TODO before the next one"],
  ])("%j is told with its place", (text, message) => {
    expect(() => withoutAnswers(text, "f")).toThrow(message);
  });

  it("is written over the old one, and nothing else is touched", () => {
    using dir = new TempDir({
      "solution/lb/etc/a.conf": solution,
      "solution/lb/etc/plain": "1\n",
      "solution/lb/etc/other": "new\n",
      "starter/lb/etc/a.conf": "old\n",
      "starter/lb/etc/other": "the author's\n",
      "starter/lb1/etc/a.conf": "in the way\n",
      "starter/lb/readme": "kept\n",
    });
    expect(staleStarter(dir.path)).toEqual([join(dir.path, "starter/lb/etc/a.conf")]);
    expect(writeStarter(dir.path)).toEqual({
      written: ["lb/etc/a.conf", "lb/etc/plain"],
      same: [],
      beside: ["lb1/etc/a.conf"],
      marks: 1,
    });
    expect(staleStarter(dir.path)).toEqual([]);
    expect(writeStarter(dir.path)).toMatchObject({ written: [], same: ["lb/etc/a.conf"] });
    expect(readFileSync(join(dir.path, "starter/lb/etc/other"), "utf8")).toBe("the author's\n");
    expect(readdirSync(join(dir.path, "starter/lb"))).toEqual(["etc", "readme"]);
  });
});
