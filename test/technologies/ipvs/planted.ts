/** A mistake planted in the solution of a lab of LVS, and what the rules of it find. */
import { expect } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { linesOf } from "../../fixtures/diagnosis/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("files", "ipvs");
export const conf = "/etc/keepalived/keepalived.conf";
export const boot = "/etc/rc.local";
export const [directors, servers] = [
  ["d1", "d2"],
  ["web1", "web2", "web3"],
];

export type Edit = (text: string) => string;
export type Edits = Readonly<Record<string, Edit>>;

/** Replaces every match; a text that has none is a mistake of the test. */
export function edit(from: string | RegExp, to: string): Edit {
  return (text) => {
    const changed = typeof from === "string" ? text.replaceAll(from, to) : text.replace(from, to);
    if (changed === text) throw new Error(`nothing like ${String(from)} in:\n${text}`);
    return changed;
  };
}

export function on(nodes: readonly string[], path: string, change: Edit): Edits {
  return Object.fromEntries(nodes.map((node) => [`${node}${path}`, change]));
}

/** In the block of one service. */
export function inService(port: number, change: Edit): Edit {
  return (text) => {
    const from = text.search(new RegExp(`^virtual_server \\S+ ${port} `, "m"));
    const next = text.indexOf("\nvirtual_server", from);
    const end = next < 0 ? text.length : next;
    return text.slice(0, from) + change(text.slice(from, end)) + text.slice(end);
  };
}

export async function found(
  lab: string,
  edits: Edits,
  plan: (plan: Plan) => Plan = (given) => given,
): Promise<string[]> {
  const diagnosis = await diagnosedBy(lab, { rules, edits, plan });
  // Every text has its arguments.
  expect(JSON.stringify(diagnosis)).not.toMatch(/\{[a-z-]+\}/);
  return linesOf(diagnosis).map((line) =>
    line
      .replaceAll(conf, "")
      .replaceAll(boot, ":rc")
      .replace(/^(\w+) ipvs\//, "$1 "),
  );
}
