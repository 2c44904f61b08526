import { phrase } from "../../../../core/kinds/phrase.ts";
import type { Facts, Found, RuleKind } from "../../../../core/kinds/rule.ts";
import { type Ask, type Expected, expectedOf, hitNodes, numberOf } from "../../meaning/asks.ts";
import { placeOf } from "../../meaning/balancers.ts";
import {
  checkedBy,
  downS,
  isHidden,
  isSeenOtherwise,
  nodeOf,
  upS,
} from "../../meaning/dead-server.ts";
import { breaksNamed, list, named, shortNumber, together } from "../../meaning/findings.ts";
import type { Server } from "../../meaning/servers.ts";
import { byBackend, type Served, waysOf } from "../../meaning/ways.ts";

interface Late {
  readonly server: Server;
  readonly expected: Expected;
  readonly state: "dead" | "alive again";
  readonly seconds: number;
  readonly limit: number;
}

function formulaOf(within: unknown): unknown {
  return typeof within === "object" && within !== null && "formula" in within ? within.formula : "";
}

interface Wanted extends Expected {
  readonly isDown: boolean;
  /** Seconds. */
  readonly limit: number;
}

/** What the lab bears: its formula would go along with any interval. */
function wantedOf(facts: Facts, ask: Ask): Wanted[] {
  return expectedOf(facts.plan, ask).flatMap((expected): Wanted[] => {
    const [formula, limit] = [formulaOf(expected.spec["within"]), numberOf(expected.spec["limit"])];
    const isDown = formula === "server-down";
    if ((!isDown && formula !== "server-up") || limit === undefined) return [];
    return [{ ...expected, isDown, limit: limit / 1000 }];
  });
}

/** The servers that the step's fault hits, and whose checks are slower than that. */
function lateIn(facts: Facts, { backend, balancer }: Served, wanted: Wanted): Late[] {
  const { isDown, limit, step } = wanted;
  return backend.servers.flatMap((one): Late[] => {
    const node = nodeOf(facts, one);
    const server = checkedBy(one, backend, balancer.proxies);
    if (!server?.checks.checked || !node || !hitNodes(step).includes(node.name)) return [];
    if (isDown && isSeenOtherwise(server)) return [];
    const { hi: seconds } = isDown ? downS(server.checks) : upS(server.checks);
    if (seconds <= limit) return [];
    return [{ server, expected: wanted, state: isDown ? "dead" : "alive again", seconds, limit }];
  });
}

function foundIn(facts: Facts, served: Served) {
  const probes = served.ways.filter(({ ask }) => ask.by === "probe");
  const late = probes.flatMap(({ ask }) =>
    wantedOf(facts, ask)
      .filter(({ isDown }) => !isDown || !isHidden(served.backend, ask))
      .flatMap((wanted) => lateIn(facts, served, wanted)),
  );
  const [worst] = late.toSorted((a, b) => b.seconds - a.seconds);
  if (!worst) return [];
  const { server, state, limit } = worst;
  const { interS, downinterS, fall, rise, timeoutS } = server.checks;
  const lines = ["inter", "downinter", "fall", "rise"].flatMap(
    (word) => server.options.get(word)?.directive ?? [],
  );
  const args = {
    server: list(late.map((one) => one.server.name)),
    state: state === "dead" ? phrase`dead` : phrase`alive again`,
    seconds: shortNumber(worst.seconds),
    limit,
    inter: shortNumber(state === "dead" ? interS : downinterS),
    count: state === "dead" ? `fall ${fall}` : `rise ${rise}`,
    timeout: shortNumber(timeoutS),
    steps: named(late.map(({ expected }) => expected.step)),
  };
  return [{ places: [placeOf(served.balancer, lines[0] ?? server.directive)], args }];
}

export const kind: RuleKind = {
  kind: "checks-too-slow",
  severity: "error",
  rank: 50,
  needs: "files",
  source: "HAProxy configuration manual 2.6, 5.2 inter, fall, rise and 4.2 timeout check",
  breaks: breaksNamed,
  find: (facts): readonly Found[] =>
    together(byBackend(waysOf(facts)).flatMap((served) => foundIn(facts, served))),
};
