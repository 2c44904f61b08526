import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { type JournalEvent, journalSchema } from "../../../cli/core/journal/events.ts";
import { RunView } from "../../../cli/core/journal/view.ts";
import {
  foundIn,
  type Logged,
  loggedBy,
  stillBad,
  syslog,
} from "../../../cli/core/kinds/logged.ts";
import { depths } from "../../../cli/core/kinds/rule.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";

const line = (text: string, node = "lb1"): Logged => {
  return { node, text, place: { node, file: "/var/log/halab/syslog", text } };
};
const patterns = { bad: /^(\S+) is down: (.*)$/, good: /^(\S+) is up$/ };

describe("what is logged", () => {
  const logs = { service: "haproxy", file: syslog, mark: /\bhaproxy\[\d+\]: / };
  const at = (second: string, text: string) => `2026-11-29T12:36:${second}Z haproxy[7]: ${text}`;
  const lines = [`== ${syslog}`, at("02.9", "before"), at("03.1", "after"), "haproxy[7]: timeless"];

  async function read(events: readonly JournalEvent[]): Promise<string[]> {
    const { plan } = await openLab("vrrp-failover", { renderer: createRenderer(templatesDir()) });
    const run = RunView.of(events);
    const given = { looked: depths, run, logs: new Map([["lb1", lines.join("\n")]]) };
    return loggedBy(factsOf(plan, given), logs).map(({ text }) => text);
  }

  it("after the first fault may be its doing", async () => {
    const { plan } = await openLab("vrrp-failover", { renderer: createRenderer(templatesDir()) });
    const wall = "2026-11-29T12:36:00.000Z";
    const header: JournalEvent = {
      ...{ kind: "run", t: 1e9, schema: journalSchema, run: "r", lab: "vrrp-failover" },
      ...{ provider: "docker", halab: "0", wall, plan, host: {} },
    };
    const fault: JournalEvent = {
      ...{ kind: "fault", t: 4e9, id: "kill-x", step: "x", fault: "kill", title: "kill" },
      ...{ nodes: ["lb1"], phase: "intent", evidence: [] },
    };
    expect(await read([header])).toEqual(["before", "after", "timeless"]);
    expect(await read([header, fault])).toEqual(["before", "timeless"]);
  });
});

describe("what a daemon said last of a thing", () => {
  it("counts: of each thing of each node", () => {
    const lines = [
      line("web1 is down: starting"),
      line("web1 is up"),
      line("web2 is up"),
      line("web2 is down: refused "),
      line("web1 is down: 404", "lb2"),
      line("something else"),
    ];
    expect(stillBad(lines, patterns).map(foundIn)).toEqual([
      {
        where: [{ node: "lb1", file: "/var/log/halab/syslog", text: "web2 is down: refused " }],
        args: { thing: "web2", said: "refused" },
      },
      {
        where: [{ node: "lb2", file: "/var/log/halab/syslog", text: "web1 is down: 404" }],
        args: { thing: "web1", said: "404" },
      },
    ]);
  });

  it("is nothing where nothing was said", () => {
    expect(stillBad([], patterns)).toEqual([]);
  });
});
