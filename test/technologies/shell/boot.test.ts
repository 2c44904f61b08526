import { describe, expect, it } from "vitest";
import type { FactFile, NodeFacts } from "../../../cli/core/kinds/rule.ts";
import { addressesOf, bootOf, rcLocal, sysctlOf } from "../../../cli/technologies/shell/boot.ts";

const facts = { parsed: <T>(parser: (text: string) => T, file: FactFile): T => parser(file.text) };

function nodeWith(text: string, sysctls: Record<string, string> = {}): NodeFacts {
  const file: FactFile = { node: "web1", path: rcLocal, text, owner: "student" };
  const files = new Map([[rcLocal, file]]);
  return {
    name: "web1",
    role: "web",
    services: ["rc-local"],
    links: [],
    sysctls,
    routes: [],
    files,
  };
}

function setting(text: string, sysctls: Record<string, string> = {}): string {
  const node = nodeWith(text, sysctls);
  const known = sysctlOf(node, bootOf(node, facts), "a.b");
  return "value" in known ? `${known.how} ${known.value}` : known.how;
}

describe("a node's boot", () => {
  it("sets a kernel's setting, keeps the one that is given, or leaves it open", () => {
    expect(setting("sysctl -w a.b=1\nsysctl -w a.b=2")).toBe("set 2");
    expect(setting("true", { "a.b": "1" })).toBe("given 1");
    expect(setting("true")).toBe("none");
    expect(setting("/usr/local/bin/x", { "a.b": "1" })).toBe("unknown");
    expect(setting("if x; then sysctl -w a.b=1; fi")).toBe("unknown");
  });

  it("has the addresses that are added and not taken away again", () => {
    const text =
      "ip a add 10.0.0.1/32 dev lo\nip a add 10.0.0.2 dev lo\nip a del 10.0.0.1/32 dev lo";
    const node = nodeWith(text);
    expect(addressesOf(bootOf(node, facts))?.map(({ address }) => address)).toEqual(["10.0.0.2"]);
    expect(addressesOf(bootOf(nodeWith("./x"), facts))).toBeUndefined();
  });

  it("is nothing where the file is not run", () => {
    const node = { ...nodeWith("sysctl -w a.b=1"), services: [] };
    expect(bootOf(node, facts).effects.all).toEqual([]);
  });
});
