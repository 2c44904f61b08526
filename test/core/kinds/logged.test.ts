import { describe, expect, it } from "vitest";
import { foundIn, type Logged, stillBad } from "../../../cli/core/kinds/logged.ts";

const line = (text: string, node = "lb1"): Logged => {
  return { node, text, place: { node, file: "/var/log/halab/syslog", text } };
};
const patterns = { bad: /^(\S+) is down: (.*)$/, good: /^(\S+) is up$/ };

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
