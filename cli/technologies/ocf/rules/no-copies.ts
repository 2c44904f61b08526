import {
  type Facts,
  type Found,
  type RuleKind,
  runningNodes,
  stepHas,
} from "../../../core/kinds/rule.ts";
import { equalFiles, foundAt, savingPath } from "../agent/agents.ts";
import { readSaving } from "../agent/saving.ts";

/** A node whose counts no other one has. */
function find(facts: Facts): readonly Found[] {
  const nodes = runningNodes(facts, "counter-agent");
  return equalFiles(facts, savingPath).flatMap((files) => {
    const [first] = files;
    if (!first) return [];
    const copies = facts.parsed(readSaving, first).get("copies");
    const kept = copies?.value.split(/\s+/) ?? [];
    const alone = files.filter(({ node }) => {
      const others = nodes.filter(({ name }) => name !== node);
      const addresses = others.flatMap(({ links }) => links.map(({ address }) => address));
      return !kept.some((one) => addresses.includes(one));
    });
    return alone.length === 0 ? [] : [foundAt(alone, copies?.line ?? 1)];
  });
}

export const kind: RuleKind = {
  kind: "no-copies",
  severity: "error",
  rank: 40,
  needs: "files",
  source: "templates/ocf/layer/src/copies.c",
  breaks: (step) => stepHas(step, { faults: ["disk-full", "power-off"] }),
  find,
};
