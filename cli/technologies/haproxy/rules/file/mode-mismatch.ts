import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Balancer, balancersOf, placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, stepsAsking, together } from "../../meaning/findings.ts";
import {
  directivesOf,
  isBackend,
  isFrontend,
  modeOf,
  type ProxySection,
  settingOf,
} from "../../meaning/proxies.ts";

/** The backends that a frontend names itself. */
function namedBy(frontend: ProxySection): readonly string[] {
  const rules = directivesOf(frontend, "use_backend").flatMap(({ words }) => words[1] ?? []);
  return [...rules, settingOf(frontend, "default_backend")?.words[1] ?? ""];
}

function foundIn(facts: Facts, balancer: Balancer) {
  return balancer.proxies.filter(isFrontend).flatMap((frontend) => {
    const mode = modeOf(frontend);
    const names = namedBy(frontend);
    return balancer.proxies
      .filter((one) => isBackend(one) && one !== frontend && names.includes(one.name))
      .filter((one) => mode === "http" && modeOf(one) === "tcp")
      .map((backend) => ({
        places: [
          placeOf(balancer, settingOf(backend, "mode") ?? backend.head),
          placeOf(balancer, settingOf(frontend, "mode") ?? frontend.head),
        ],
        args: {
          frontend: frontend.name,
          backend: backend.name,
          mode,
          other: modeOf(backend),
          steps: stepsAsking(facts.plan),
        },
      }));
  });
}

export const kind: RuleKind = {
  kind: "mode-mismatch",
  severity: "error",
  rank: 12,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 mode",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(balancersOf(facts).flatMap((balancer) => foundIn(facts, balancer))),
};
