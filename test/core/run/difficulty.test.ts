import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { labNames, openLab } from "../../../cli/core/lab/open.ts";
import { casesOf } from "../../../cli/core/run/cases.ts";
import { createRenderer } from "../../../cli/render/render.ts";

/** What incidents are about: a word more needs one here, so that lists by topic stay short. */
const topics = [
  "vrrp",
  "tracking",
  "balancing",
  "health-checks",
  "sessions",
  "dns-data",
  "dns-replication",
  "lvs-forwarding",
  "lvs-connections",
  "heartbeat",
  "migration",
  "virtualization",
  "constraints",
  "failures",
  "monitoring",
  "timers",
  "membership",
  "messages",
  "quorum",
  "fencing",
  "failback",
  "capacity",
  "ocf-agents",
  "replication-choices",
  "rolling-upgrade",
  "replication",
  "directory",
];

const renderer = createRenderer(templatesDir());
const mutants = (
  await Promise.all(
    labNames().map(async (name) => casesOf((await openLab(name, { renderer })).lab)),
  )
).map((cases) => cases.filter(({ kind }) => kind === "mutant"));

describe("mutants as incidents", () => {
  it.each(labNames().map((lab, at) => [lab, mutants[at] ?? []] as const))(
    "of %s: each says how hard it is, and what it is about",
    (_, all) => {
      const without = all.filter(
        ({ difficulty, topic }) => difficulty === undefined || !topics.includes(topic ?? ""),
      );
      expect(without.map(({ name }) => name)).toEqual([]);
    },
  );
  it("are of every difficulty, and no topic is empty", () => {
    const all = mutants.flat();
    expect([...new Set(all.map(({ difficulty }) => difficulty))].sort()).toEqual([1, 2, 3]);
    expect([...new Set(all.map(({ topic }) => topic))].sort()).toEqual([...topics].sort());
  });
});
