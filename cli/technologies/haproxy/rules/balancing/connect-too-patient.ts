import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { patienceOf } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { detourMs } from "../../meaning/dead-server.ts";
import { breaksNamed, list, named, shortNumber, together } from "../../meaning/findings.ts";
import { lossesOf } from "../../meaning/losses.ts";
import { redispatchOf, retriesOf, settingOf, timeoutOf } from "../../meaning/proxies.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer } = served;
  const connectS = timeoutOf(backend, "connect");
  // Without any of these it is another mistake.
  if (!connectS || retriesOf(backend) === 0 || redispatchOf(backend) === undefined) return [];
  const waitMs = detourMs(backend);
  const losses = lossesOf(facts, served).filter(
    ({ ask }) => waitMs >= (patienceOf(ask) ?? Infinity),
  );
  const [first] = losses;
  const setting = settingOf(backend, "timeout", "connect");
  if (!first || !setting) return [];
  const args = {
    backend: backend.name,
    connect: shortNumber(connectS),
    wait: shortNumber(waitMs / 1000),
    patience: shortNumber((patienceOf(first.ask) ?? 0) / 1000),
    probes: list(losses.map(({ ask }) => ask.name)),
    steps: named(losses.map(({ step }) => step)),
  };
  return [{ places: [placeOf(balancer, setting)], args }];
}

export const kind: RuleKind = {
  kind: "connect-too-patient",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 timeout connect and option redispatch",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
