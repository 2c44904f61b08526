import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, list, named, together } from "../../meaning/findings.ts";
import { lossesOf } from "../../meaning/losses.ts";
import { redispatchOf, retriesOf, settingOf } from "../../meaning/proxies.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer } = served;
  const [retries, every] = [retriesOf(backend), redispatchOf(backend)];
  if (retries > 0 && every !== undefined) return [];
  const losses = lossesOf(facts, served);
  const [first] = losses;
  if (!first) return [];
  const setting = settingOf(backend, "retries");
  const directive = (retries === 0 ? setting : undefined) ?? backend.head;
  const args = {
    backend: backend.name,
    retries,
    redispatch: every === undefined ? phrase`no option redispatch` : "option redispatch",
    most: first.most,
    probes: list(losses.map(({ ask }) => ask.name)),
    steps: named(losses.map(({ step }) => step)),
  };
  return [{ places: [placeOf(balancer, directive)], args }];
}

export const kind: RuleKind = {
  kind: "no-redispatch",
  severity: "error",
  rank: 45,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 option redispatch and retries",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
