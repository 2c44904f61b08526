import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RunView } from "../../../cli/core/journal/view.ts";
import {
  type CorosyncValues,
  kind as corosync,
} from "../../../cli/technologies/corosync/readers/corosync.ts";
import { briefly, lookedAt, type StateParts } from "../../fixtures/diagnosis/looked.ts";
import { inForce } from "../../fixtures/kinds.ts";
import { beds, edit, planted } from "./planted.ts";

const dump = readFileSync(join(import.meta.dirname, "dumps/corosync.three"), "utf8");
const head = "2026-11-30T09:33:25.962Z [1453.424385] daemon.warning corosync[22]:   [KNET  ] ";

/** What one node has in force; of the others nothing is known. */
function run(changes: Partial<CorosyncValues>): RunView {
  const value = { ...corosync.parse(dump), ...changes };
  return RunView.of([{ ...inForce("n2", "corosync", value), t: 1 }]);
}

const ours = async (said: Parameters<typeof lookedAt>[1]) =>
  briefly((await lookedAt(beds.three, said)).filter(({ rule }) => rule.startsWith("corosync/")));

describe("what is in force", () => {
  it("corosync/members-missing: of whom nothing is seen", async () => {
    const found = await ours({ run: run({ members: [1, 2] }) });
    expect(found).toEqual([
      ["corosync/members-missing", "n2", "n2 sees 2 of 3 members, and not n3."],
    ]);
  });

  it("corosync/no-quorum: it stops for that", async () => {
    const found = await ours({ run: run({ members: [2], quorate: false, votes: 1 }) });
    expect(found.map(([rule]) => rule)).toEqual(["corosync/members-missing", "corosync/no-quorum"]);
    expect(found[1]?.[2]).toBe("n2 has 1 of 3 votes, and a quorum is 2.");
  });

  it("corosync/link-down: whose port answers to nobody", async () => {
    const links = [
      { id: 1, link: 0, connected: true },
      { id: 3, link: 0, connected: false },
    ];
    expect(await ours({ run: run({ links }) })).toEqual([
      [
        "corosync/link-down",
        "n2",
        "Corosync on n2 sends its pings to n3, and none comes back on link 0.",
      ],
    ]);
  });

  it("is fine when all are there", async () => {
    expect(await ours({ run: run({}) })).toEqual([]);
  });
});

describe("corosync/packets-refused: what is logged", () => {
  const formed = "A new membership (1.9) was formed. Members joined: 2 3";
  const refused = "rx: Unable to decrypt packet from 10.90.0.11:5405 (size 80)!";
  const logged = (lines: readonly string[]) =>
    ours({ logs: { n3: ["== /var/log/halab/syslog", ...lines.map((line) => head + line)] } });

  it("counts after the last membership, again and again", async () => {
    const all = [refused, refused, refused];
    expect(await logged([formed, ...all])).toEqual([
      [
        "corosync/packets-refused",
        "n3",
        "Corosync of n3 logs of 10.90.0.11: Unable to decrypt packet.",
      ],
    ]);
    expect(await logged([...all, formed])).toEqual([]);
    expect(await logged([formed, refused])).toEqual([]);
    expect(await logged([...all, "Corosync Cluster Engine 3.1.7 starting up", formed])).toEqual([]);
  });
});

describe("corosync/device-unserved: a vote that nobody fetches", () => {
  const device =
    "corosync_votequorum\n  device {\n    model: net\n    votes: 1\n    net {\n      host: w\n    }\n  }";
  const withDevice = edit(["corosync_votequorum", device]);
  const states = (member: string, witness: string): Readonly<Record<string, StateParts>> => ({
    n1: { processes: [`1 ${member} /usr/sbin/${member}`] },
    n2: { processes: [`1 ${member} /usr/sbin/${member}`] },
    w: { processes: [`1 ${witness} /usr/bin/${witness}`] },
  });
  const who = async (said: Readonly<Record<string, StateParts>>) => {
    const found = await lookedAt(beds.two, { states: said }, (plan) => ({
      ...plan,
      nodes: plan.nodes.map((node) => ({
        ...node,
        files: node.files.map((file) =>
          file.path.endsWith("corosync.conf")
            ? { ...file, content: withDevice(file.content) }
            : file,
        ),
      })),
    }));
    return found
      .filter(({ rule }) => rule === "corosync/device-unserved")
      .map(({ title }) => title);
  };

  it("without the witness's daemon", async () => {
    const title = "The quorum device has no vote: corosync-qnetd does not run on w";
    expect(await who(states("corosync-qdevice", "sh"))).toEqual([title]);
  });

  it("without the members'", async () => {
    expect(await who(states("corosync", "corosync-qnetd"))).toHaveLength(2);
    expect(await who(states("corosync-qdevice", "corosync-qnetd"))).toEqual([]);
  });

  it("is silent about nodes that nobody asked", async () => {
    expect(await planted({ bed: "two", edit: withDevice })).toEqual([]);
  });
});
