import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { affinityOf, expectedAt, hitsServer, isShared, losesNone } from "../../meaning/affinity.ts";
import type { Expected } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import { breaksNamed, named, together } from "../../meaning/findings.ts";
import { algorithmOf, type ProxySection, settingOf } from "../../meaning/proxies.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

/** Only the users of the server that is gone move (4.2, hash-type). */
function isConsistent(backend: ProxySection): boolean {
  return settingOf(backend, "hash-type")?.words[1] === "consistent";
}

/** Others than the users of one server lose what they had. */
function isBroken(facts: Facts, served: Served, expected: Expected): boolean {
  const { spec, step, mended } = expected;
  if (mended || spec["check"] !== "sessions" || !hitsServer(facts, served, step)) return false;
  return losesNone(expected) || (spec["server"] !== undefined && !isConsistent(served.backend));
}

function foundIn(facts: Facts, served: Served) {
  const { backend, balancer } = served;
  if (affinityOf(backend) !== "hash" || !isShared(served)) return [];
  const steps = expectedAt(facts, served).filter((one) => isBroken(facts, served, one));
  const balance = settingOf(backend, "balance");
  if (steps.length === 0 || !balance) return [];
  const args = {
    backend: backend.name,
    algorithm: algorithmOf(backend),
    count: backend.servers.length,
    fewer: backend.servers.length - 1,
    steps: named(steps.map(({ step }) => step)),
  };
  return [{ places: [placeOf(balancer, balance)], args }];
}

export const kind: RuleKind = {
  kind: "source-hash",
  severity: "error",
  rank: 42,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 4.2 balance and hash-type",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
