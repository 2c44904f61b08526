import type { Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { together } from "../../meaning/findings.ts";

/** Every word that may name a backend: of rules, of `track B/S`, of `table B`, of lists in conditions. */
function namesIn({ tree }: Balancer): ReadonlySet<string> {
  const words = tree.sections.flatMap(({ directives }) => directives.flatMap((one) => one.words));
  return new Set(words.flatMap((word) => [word, ...word.split(/[/(),]/)]));
}

/** A name that is made of the request, or of a variable, may be any. */
function isOpen({ tree }: Balancer): boolean {
  return tree.sections.some(({ directives }) =>
    directives.some(
      ({ words: [keyword, name = ""], args }) =>
        (keyword === "use_backend" || keyword === "default_backend") &&
        (name.includes("%") || args[1]?.dynamic === true),
    ),
  );
}

function foundIn(balancer: Balancer) {
  if (isOpen(balancer)) return [];
  const names = namesIn(balancer);
  return balancer.proxies
    .filter(({ kind: type, name, servers }) => {
      return type === "backend" && servers.length > 0 && !names.has(name);
    })
    .map(({ name, head }) => ({
      places: [placeOf(balancer, head)],
      args: { backend: name },
    }));
}

export const kind: RuleKind = {
  kind: "backend-unused",
  severity: "hint",
  rank: 50,
  needs: "files",
  follows: ["haproxy/name-unknown"],
  source: "HAProxy configuration manual 2.6, 4.2 use_backend and default_backend",
  find: (facts): readonly Found[] => together(balancersOf(facts).flatMap(foundIn)),
};
