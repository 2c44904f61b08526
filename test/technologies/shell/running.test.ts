import { describe, expect, it } from "vitest";
import { parseNodeState } from "../../../cli/core/cluster/node-state.ts";
import type { FactFile, NodeFacts } from "../../../cli/core/kinds/rule.ts";
import {
  addressesOf,
  bootOf,
  effectsIn,
  placeOf,
  rcLocal,
  sysctlOf,
} from "../../../cli/technologies/shell/boot.ts";
import { type StateParts, stateText } from "../../fixtures/diagnosis/looked.ts";

const facts = { parsed: <T>(parser: (text: string) => T, file: FactFile): T => parser(file.text) };
const text =
  "./unknown\nsysctl -w a.b=1\nip address add 10.0.0.9/32 dev lo\nip route add default via 10.0.0.1\n";

function nodeWith(parts: StateParts, more: Partial<NodeFacts> = {}): NodeFacts {
  const file: FactFile = { node: "web1", path: rcLocal, text, owner: "student" };
  const state = parseNodeState(
    stateText({ addresses: [], routes: [], sysctls: ["a.b=1"], ...parts }),
  );
  const empty = { links: [], sysctls: {}, routes: [] };
  const files = new Map([[rcLocal, file]]);
  return { name: "web1", role: "web", services: ["rc-local"], ...empty, files, state, ...more };
}

describe("a node's boot, when it was asked what has come of it", () => {
  it("is certain, though its file is not", () => {
    expect(bootOf(nodeWith({}), facts)).toMatchObject({ certain: true, running: true });
    const { state: _, ...unasked } = nodeWith({});
    expect(bootOf(unasked, facts)).toMatchObject({ certain: false, running: false });
  });

  it("has the file's lines where they hold, and what is there besides", () => {
    const node = nodeWith({
      addresses: ["lo 127.0.0.1/8", "lo 10.0.0.9/32", "eth0 10.0.0.7/24"],
      routes: ["default via 10.0.0.1", "10.9.0.0/16 via 10.0.0.2", "10.0.0.0/24"],
    });
    const boot = bootOf(node, facts);
    const lines = (addressesOf(boot) ?? []).map(({ address, line, seen }) => [address, line, seen]);
    expect(lines).toEqual([
      ["10.0.0.9", 3, undefined],
      ["10.0.0.7", 0, "10.0.0.7/24 on eth0"],
    ]);
    expect(effectsIn(boot, "route").map(({ to, via, line }) => [to, via, line])).toEqual([
      ["default", "10.0.0.1", 4],
      ["10.9.0.0/16", "10.0.0.2", 0],
    ]);
    expect(placeOf(boot, { line: 0, seen: "10.0.0.7/24 on eth0" })).toEqual([
      { node: "web1", file: "", text: "10.0.0.7/24 on eth0" },
    ]);
  });

  it("has the settings of the kernel, not those of the file", () => {
    const known = (parts: StateParts) => {
      const node = nodeWith(parts);
      return sysctlOf(node, bootOf(node, facts), "a.b");
    };
    expect(known({})).toMatchObject({ how: "set", value: "1", place: { line: 2 } });
    expect(known({ sysctls: ["a.b=0"] })).toMatchObject({
      ...{ how: "set", value: "0" },
      place: { node: "web1", file: "", text: "a.b = 0" },
    });
  });

  it("leaves what keepalived moves, and the lab's own addresses, out", () => {
    const addresses = ["eth0 10.0.0.100/32", "eth0 10.0.0.21/24"];
    const link = { segment: "lan", address: "10.0.0.21", prefix: 24, mac: "02:00:00:00:00:01" };
    const node = nodeWith({ addresses }, { services: ["rc-local", "keepalived"], links: [link] });
    expect(addressesOf(bootOf(node, facts))).toEqual([]);
  });
});
