import { describe, expect, it } from "vitest";
import { lackOf, partsOf } from "../../../cli/technologies/ocf/agent-xml.ts";
import { type Asker, answerIn } from "../../../cli/technologies/ocf/asker.ts";
import { codeText } from "../../../cli/technologies/ocf/codes.ts";
import { askAll, type Group } from "../../../cli/technologies/ocf/questions.ts";

const xml = `<?xml version="1.0"?>
<resource-agent name="counter" version="1.0">
<parameters><parameter name="config"><content type="string"/></parameter></parameters>
<actions>
<action name="start" timeout="20s"/><action name="stop" timeout="15s"/><action name="monitor" timeout="6s"/>
<action name="meta-data" timeout="5s"/><action name="validate-all" timeout="5s"/>
</actions>
</resource-agent>`;

/** An agent and its daemon, each answer of which a test may spoil. */
interface Behaviour {
  readonly monitor: (now: Daemon) => number;
  readonly start: (now: Daemon) => number;
  readonly stop: (now: Daemon) => number;
  readonly metaData: string;
  readonly metaDataCode: number;
  readonly validate: (config: string) => number;
  readonly other: number;
}

interface Daemon {
  pids: number[];
  well: boolean;
  hung: boolean;
  stalePid: boolean;
  spoilt: boolean;
  saved: boolean;
  innocent: boolean;
}

const right: Behaviour = {
  monitor: ({ pids, hung }) => (pids.length === 0 ? 7 : hung ? 1 : 0),
  start: (now) => {
    if (now.spoilt) return 1;
    if (now.pids.length === 0) now.pids = [41];
    now.well = true;
    return 0;
  },
  stop: (now) => {
    Object.assign(now, { pids: [], hung: false, saved: true });
    return 0;
  },
  metaData: xml,
  metaDataCode: 0,
  validate: (config) => (config.startsWith("/nonexistent") ? 5 : 0),
  other: 3,
};

/** It has these processes, and nothing else is done. */
function begun(now: Daemon, ...pids: number[]): number {
  now.pids = pids;
  return 0;
}

async function answers(group: Group, wrong: Partial<Behaviour>) {
  const agent = { ...right, ...wrong };
  const now: Daemon = {
    ...{ pids: [], well: false, hung: false },
    ...{ stalePid: false, spoilt: false, saved: false, innocent: true },
  };
  const codes: Readonly<Record<string, () => number>> = {
    monitor: () => agent.monitor(now),
    start: () => agent.start(now),
    stop: () => agent.stop(now),
    "meta-data": () => agent.metaDataCode,
  };
  const asker: Partial<Asker> = {
    heard: [],
    ask: async (action, { config = "/conf" } = {}) => ({
      code: action === "validate-all" ? agent.validate(config) : (codes[action]?.() ?? agent.other),
      tookS: 0.1,
      said: action === "meta-data" ? agent.metaData : "words of the agent",
    }),
    removePid: async () => {
      now.stalePid = false;
    },
    pids: async () => now.pids,
    signal: async (name) => {
      now.hung = name === "STOP";
    },
    kill: async () => {
      Object.assign(now, { pids: [], hung: false });
    },
    isWell: async () => now.well,
    count: async () => undefined,
    hasSaved: async () => now.saved,
    spoilState: async () => {
      now.spoilt = true;
    },
    leaveStalePid: async () => {
      now.stalePid = true;
    },
    innocentLives: async () => now.innocent,
  };
  return (await askAll(group, asker as Asker)).mistake;
}

describe("an agent is asked", () => {
  it.each<Group>(["form", "status", "start", "stop"])(
    "about %s, and all is right",
    async (group) => {
      expect(await answers(group, {})).toBe("right");
    },
  );

  it.each<[Group, string, Partial<Behaviour>]>([
    ["form", "meta-data-fails", { metaDataCode: 1 }],
    ["form", "meta-data-no-xml", { metaData: "counter: no such action" }],
    ["form", "meta-data-no-xml", { metaData: xml.replace("</actions>", "") }],
    ["form", "meta-data-lacks", { metaData: xml.replace('name="monitor"', 'name="status"') }],
    ["form", "meta-data-lacks", { metaData: xml.replace('name="config"', 'name="file"') }],
    ["form", "validate-refuses", { validate: () => 1 }],
    ["form", "validate-accepts", { validate: () => 0 }],
    ["form", "unknown-action", { other: 0 }],
    ["form", "unknown-action", { other: 1 }],
    ["status", "stopped-is-not-7", { monitor: ({ pids }) => (pids.length === 0 ? 1 : 0) }],
    ["status", "stopped-is-not-7", { monitor: () => 0 }],
    ["status", "stale-pid-believed", { monitor: (now) => (now.stalePid ? 0 : right.monitor(now)) }],
    ["status", "start-fails", { start: () => 1 }],
    ["status", "running-is-not-0", { monitor: ({ pids }) => (pids.length === 0 ? 7 : 1) }],
    ["status", "hung-is-0", { monitor: ({ pids }) => (pids.length === 0 ? 7 : 0) }],
    ["status", "hung-is-7", { monitor: ({ pids, hung }) => (pids.length === 0 || hung ? 7 : 0) }],
    ["status", "hung-hangs", { monitor: (now) => (now.hung ? 137 : right.monitor(now)) }],
    ["start", "start-too-early", { start: (now) => begun(now, 41) }],
    ["start", "second-start-fails", { start: (now) => (now.well ? 1 : right.start(now)) }],
    [
      "start",
      "second-start-starts",
      { start: (now) => (now.pids.length > 0 ? begun(now, 42) : right.start(now)) },
    ],
    ["start", "broken-start-is-0", { start: (now) => (now.spoilt ? 0 : right.start(now)) }],
    ["start", "broken-start-hangs", { start: (now) => (now.spoilt ? 137 : right.start(now)) }],
    [
      "stop",
      "stopped-stop-fails",
      { stop: (now) => (now.pids.length === 0 ? 7 : right.stop(now)) },
    ],
    [
      "stop",
      "stop-kills-others",
      {
        stop: (now) => {
          now.innocent = !now.stalePid;
          return right.stop(now);
        },
      },
    ],
    ["stop", "stop-fails", { stop: (now) => (now.pids.length > 0 ? 1 : 0) }],
    ["stop", "stop-too-early", { stop: () => 0 }],
    ["stop", "stop-loses", { stop: (now) => begun(now) }],
    ["stop", "hung-stop-fails", { stop: (now) => (now.hung ? 137 : right.stop(now)) }],
    ["stop", "hung-stop-fails", { stop: (now) => (now.hung ? 0 : right.stop(now)) }],
  ])("about %s: %s", async (group, mistake, wrong) => {
    expect(await answers(group, wrong)).toBe(mistake);
  });

  it("tells a killed monitor from one that says so", async () => {
    const dead = (now: Daemon) => (now.pids.length === 0 && now.well ? 0 : right.monitor(now));
    expect(await answers("status", { monitor: dead })).toBe("dead-is-running");
  });
});

describe("what an agent says", () => {
  it("is its code, its time and its words", () => {
    expect(answerIn("code 7\ntook 0.31\nfirst\nsecond\n")).toEqual({
      ...{ code: 7, tookS: 0.31 },
      said: "first\nsecond",
    });
    expect(answerIn("code 0\ntook 12.00\n")).toEqual({ code: 0, tookS: 12, said: "" });
    expect(answerIn("killed")).toBeUndefined();
  });

  it.each([
    [0, "exit 0 (OCF_SUCCESS)"],
    [7, "exit 7 (OCF_NOT_RUNNING)"],
    [255, "exit 255"],
    [137, "no end, so it was killed"],
  ])("%d is %s", (code, text) => {
    expect(codeText(code)).toBe(text);
  });

  it("of itself is XML, or nothing", () => {
    const parts = partsOf(xml);
    expect(parts).toMatchObject({ name: "counter", parameters: ["config"] });
    expect(parts && lackOf(parts, ["config"])).toBeUndefined();
    expect(parts && lackOf(parts, ["config", "port"])).toBe("parameter port");
    expect(partsOf("<resource-agent>")).toBeUndefined();
    expect(partsOf("<agent/>")).toBeUndefined();
    expect(partsOf("")).toBeUndefined();
  });
});
