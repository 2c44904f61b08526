import {
  type FactFile,
  type Found,
  placeIn,
  type RuleKind,
  stepHas,
} from "../../../core/kinds/rule.ts";
import { cpgNodes, oncePerLine } from "../config/cpg.ts";

const corosyncConf = "/etc/corosync/corosync.conf";

/** A line of its file that names who counts votes, whichever section it stands in. */
const isCounted = ({ text }: FactFile): boolean => /^\s*provider\s*:\s*\S/m.test(text);

export const kind: RuleKind = {
  kind: "no-quorum-asked",
  severity: "error",
  rank: 25,
  needs: "files",
  source: "corosync.conf(5): without `quorum.provider` there is no quorum service; votequorum(5)",
  breaks: (step) => stepHas(step, { checks: ["primary-component"] }),
  find: (facts) =>
    oncePerLine(
      cpgNodes(facts).flatMap(({ node, file, config }): Found[] => {
        const corosync = node.files.get(corosyncConf);
        if (config.minority.value !== "stops" || !corosync || isCounted(corosync)) return [];
        return [{ where: [placeIn(corosync), placeIn(file, config.minority.line)], args: {} }];
      }),
    ),
};
