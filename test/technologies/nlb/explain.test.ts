import { describe, expect, it } from "vitest";
import { kind } from "../../../cli/technologies/nlb/explains/nlb.ts";

describe("what the words of nlb.conf do", () => {
  const text =
    "# x\nid 1\nnodes 4\nbuckets 24\nset ip nlb mine\nto 10.0.0.1:7001\n\theartbeat 1s # y\ndead 5s\nquorum 2\nother 1\n";

  it("is told for each line", () => {
    const names = text.split("\n").map((_, at) => kind.at(text, at + 1)?.name);
    expect(names).toEqual([
      ...[undefined, "id", "nodes", "buckets", "set", "to", "heartbeat", "dead", "quorum"],
      ...[undefined, undefined],
    ]);
    expect(kind.at(text, 99)).toBeUndefined();
  });

  it("has units and defaults", () => {
    expect(kind.at(text, 8)).toMatchObject({ unit: "ms or s, 10ms to 60s", otherwise: "5s" });
    expect(kind.takes("/etc/nlb.conf")).toBe(true);
    expect(kind.takes("/etc/nftables.conf")).toBe(false);
  });
});
