import type { ExplainKind } from "../../../core/kinds/rule.ts";
import { type Conf, keysIn, parseConf, type Section } from "../syntax/conf.ts";
import { keyDirectives } from "../wording/keys.ts";

function sectionAt({ root }: Conf, line: number): Section | undefined {
  const left: Section[] = [...root.sections];
  for (let one = left.pop(); one; one = left.pop()) {
    if (one.line === line) return one;
    left.push(...one.sections);
  }
  return undefined;
}

export const kind: ExplainKind = {
  kind: "corosync",
  takes: (path) => /^\/etc\/corosync\/.*\.conf$/.test(path),
  hashComments: true,
  at(text, line) {
    const conf = parseConf(text);
    const key = keysIn(conf).find((one) => one.line === line);
    const path = key?.path ?? sectionAt(conf, line)?.path ?? "";
    const ring = /^nodelist\.node\.ring(\d)_addr$/.exec(path);
    if (!ring) return keyDirectives.get(path);
    return {
      name: `nodelist.node.ring${ring[1]}_addr`,
      does: `The member's address, or name, on link ${ring[1]}.`,
      source: "corosync.conf(5)",
    };
  },
};
