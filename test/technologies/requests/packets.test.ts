import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { kinds } from "../../fixtures/kinds.ts";
import { journalOf } from "../../fixtures/many-clients.ts";
import { atNs } from "../../fixtures/seeded.ts";

/** By where it is counted, what is said each time: by a clock that is a second behind. */
type Counts = Readonly<Record<string, string[]>>;

// A request each 10 ms: 100 requests of the one's time, 200 of the other's.
const one = [`${atNs(9)}\n100\n`, `${atNs(10)}\n600\n`];
const other = [`${atNs(9)}\n50\n`, `${atNs(11)}\n850\n`];
const lie = [`${atNs(9)}\n0\n`, `${atNs(10)}\n9000\n`];

async function taken(counts: Counts, machines: readonly string[]) {
  const kind = kinds.measures.get("packets-per-request");
  if (!kind) throw new Error("there is no such measure");
  const view = RunView.of(journalOf({ check: "responders", probe: "site" }, {}));
  const run = (at: string) => async (argv: readonly string[]) => {
    const [, device = "", kept = ""] = /net\/([^/]+)\/statistics\/(\w+)/.exec(argv.join(" ")) ?? [];
    const links = argv.join(" ").includes("links") ? "lan eth0\n" : undefined;
    const stdout = links ?? counts[`${at} ${device} ${kept}`]?.shift() ?? "";
    return { exitCode: 0, stdout, stderr: "" };
  };
  const agent = async (node: string) => ({ node, run: run(node), clockOffsetNs: 1e9 });
  const machine = async (node: string) => (machines.includes(node) ? agent(node) : undefined);
  const ports = async ([node = ""]: readonly string[]) => [
    { node, segment: "other", port: "veth-other" },
    { node, segment: "lan", port: `veth-${node}` },
  ];
  const ear = { clockOffsetNs: 1e9 };
  const access = { agent: { node: "the switch", run: run("switch") }, ports, ear };
  const link = { segment: "lan", address: "", prefix: 24, mac: "" };
  const plan = { nodes: ["lb1", "web1"].map((name) => ({ name, links: [link] })) };
  const env = { view, agent, machine, plan, switch: async () => access } as never;
  const spec = kind.schema.parse({
    ...{ measure: "packets-per-request", nodes: ["lb1", "web1"], probe: "site", as: "heard" },
  });
  return kind.take(spec, env, testCtx());
}

describe("packets-per-request", () => {
  it("divides what came to each node's port by what was sent to all, whatever the node says", async () => {
    const counts = {
      "switch veth-lb1 tx_packets": [...one],
      "switch veth-web1 tx_packets": [...other],
      "lb1 eth0 rx_packets": [...lie],
      "web1 eth0 rx_packets": [...lie],
    };
    const found = await taken(counts, []);
    expect(found).toMatchObject({ value: 4, unit: "" });
    expect(found.evidence[0]).toBe("lb1 received 5 packets for each request of all clients");
  });

  it("asks a VM for what it received itself", async () => {
    const counts = { "switch veth-lb1 tx_packets": [...one], "web1 eth0 rx_packets": [...other] };
    expect(await taken(counts, ["web1"])).toMatchObject({ value: 4 });
  });
});
