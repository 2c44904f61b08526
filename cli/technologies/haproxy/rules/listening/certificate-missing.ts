import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, stepsAsking, together } from "../../meaning/findings.ts";
import { isFrontend } from "../../meaning/proxies.ts";
import type { Directive } from "../../syntax/tree.ts";

/** Where a student's files, or the lab's, are all that there is. */
const ours = /^\/(etc\/haproxy|usr\/local)\//;

/** The files of its certificates that are not on the node; "": it names none at all. */
function missingOn({ node }: Balancer, { words, args }: Directive): readonly string[] {
  const paths = words.flatMap((word, at) =>
    at > 1 && (word === "crt" || word === "crt-list") ? [words[at + 1] ?? ""] : [],
  );
  if (args.some(({ dynamic }) => dynamic)) return [];
  if (paths.length === 0) return [""];
  const files = [...node.files.keys()];
  return paths.filter(
    (path) =>
      ours.test(path) &&
      !files.some((file) => file === path || file.startsWith(path.replace(/\/*$/, "/"))),
  );
}

function foundIn(facts: Facts, balancer: Balancer) {
  const binds = balancer.proxies.filter(isFrontend).flatMap((one) => one.binds);
  const lines = new Set(binds.filter(({ tls }) => tls).map(({ directive }) => directive));
  return [...lines].flatMap((directive) =>
    missingOn(balancer, directive).map((path) => ({
      places: [placeOf(balancer, directive)],
      args: {
        what:
          path === "" ? phrase`names no certificate` : phrase`names ${path}, which is not there`,
        steps: stepsAsking(facts.plan),
      },
    })),
  );
}

export const kind: RuleKind = {
  kind: "certificate-missing",
  severity: "error",
  rank: 14,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.1 crt",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(balancersOf(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
