import { describe, expect, it } from "vitest";
import { parseShell } from "../../../cli/technologies/shell/commands.ts";
import { assignmentsOf, effectsOf } from "../../../cli/technologies/shell/effects.ts";
import { lexShell } from "../../../cli/technologies/shell/lex.ts";
import { survives } from "../../fixtures/diagnosis/hostile-text.ts";
import { filesNamed } from "./shipped-files.ts";

const joined = (text: string) =>
  lexShell(text)
    .map(({ raw }) => raw)
    .join("");

describe("tokens of sh", () => {
  it("keep their places and what quotes mean", () => {
    const tokens = lexShell("a=1\n\tip 'x y'\"$z\" # no\n").filter(({ kind }) => kind !== "blank");
    expect(tokens.map(({ kind, raw, line, column }) => `${kind} ${line}:${column} ${raw}`)).toEqual(
      [
        "word 1:1 a=1",
        "newline 1:4 \n",
        "word 2:2 ip",
        "word 2:5 'x y'\"$z\"",
        "comment 2:15 # no",
        "newline 2:19 \n",
      ],
    );
    expect(tokens[3]?.parts).toEqual([
      { kind: "text", text: "x y", quoted: true },
      { kind: "text", text: "", quoted: true },
      { kind: "variable", text: "z", quoted: true },
    ]);
  });

  it("take a here-document as text", () => {
    const kinds = lexShell("cat <<END\nip link set eth0 down\nEND\ntrue\n").map(({ kind }) => kind);
    expect(kinds).toContain("here");
    expect(effectsOf(parseShell("cat <<END\nip link set eth0 down\nEND\n")).all).toEqual([]);
  });

  it("join to the text of every rc.local and shell file that ships", () => {
    const files = filesNamed([
      "rc.local",
      "rc.local.hbs",
      "guest.conf",
      "migration.conf",
      "address.sh.hbs",
    ]);
    expect(files.length).toBeGreaterThan(20);
    for (const text of files) expect(joined(text)).toBe(text);
  });

  it("come of any text, quickly, and join to it again", () => {
    const [first = "", ...others] = filesNamed(["rc.local", "rc.local.hbs"]);
    const pieces = [
      ...["for x in a b; do", "done", "if", "then", "fi", "case x in", "esac", "ip address add"],
      ...[
        "sysctl -w a=1",
        "<<END",
        "END",
        "$(",
        "`",
        "$x",
        "&&",
        "||",
        "|",
        "echo 1 > /proc/sys/a",
      ],
    ];
    survives(500, { files: [first, ...others], pieces: ["true", ...pieces] }, (text) => {
      const commands = parseShell(text);
      effectsOf(commands);
      assignmentsOf(commands);
      return joined(text);
    });
  });
});
