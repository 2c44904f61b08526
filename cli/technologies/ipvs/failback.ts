/** A director that comes back, and how long it takes until it was told of every connection. */
import { type Facts, type Found, type Place, stepHas } from "../../core/kinds/rule.ts";
import { instancesOf } from "../keepalived/config/instances.ts";
import { bootOf, placeOf } from "../shell/boot.ts";
import { sureDirectors } from "./directors.ts";
import { comesBackAfterS, keepsConnections, syncDaemons, syncPeriod } from "./sync.ts";
import { wordPlace } from "./world.ts";

/** Packets that a client sends for a line and its echo: the line, and the acknowledgement of the echo. */
const packetsPerLine = 2;
/** Less than this factor between the two times may go well. */
const clearly = 2;

/** Seconds between two packets of one of the lab's long connections; undefined: it has none. */
function packetEveryS({ plan }: Facts): number | undefined {
  const all = plan.probes.flatMap(({ kind, spec }) => {
    const [every, connections] = [Number(spec["every"]), Number(spec["connections"])];
    return kind === "stream" && every > 0 && connections > 0 ? [(every * connections) / 1000] : [];
  });
  return all.length > 0 ? Math.min(...all) / packetsPerLine : undefined;
}

/** The lab names who has the address again. */
function isNamedBack({ plan }: Facts): boolean {
  return plan.steps.some((step) =>
    step.mended.some((spec) => spec["check"] === "owners" && spec["owner"] !== undefined),
  );
}

interface Hasty {
  readonly instance: Place;
  readonly threshold: Place;
  readonly args: Found["args"];
}

function hastyOf(facts: Facts): Hasty[] {
  const everyS = packetEveryS(facts);
  const addresses = sureDirectors(facts).flatMap((one) => one.services.map((it) => it.address));
  const directors = new Set(syncDaemons(facts).map(({ config }) => config));
  if (everyS === undefined || directors.size < 2) return [];
  const all = instancesOf(facts).filter((one) => directors.has(one.config));
  const moving = all.filter((one) => one.addresses.some((it) => addresses.includes(it.address)));
  const most = Math.max(...moving.map(({ priority }) => priority.value));
  return moving.flatMap((one): Hasty[] => {
    const told = syncPeriod(one.config.node, facts);
    const backS = comesBackAfterS(one);
    const neededS = (told?.period ?? 0) * everyS;
    const lower = moving.some(({ priority }) => priority.value < most);
    if (!told || !one.preempts || one.priority.value < most || !lower) return [];
    if (neededS <= backS * clearly) return [];
    const [file] = placeOf(bootOf(one.config.node, facts), undefined);
    const instance = wordPlace(one, one.at);
    const numbers = { period: told.period, needed: round(neededS), after: round(backS) };
    return [{ instance, threshold: told.place ?? file ?? instance, args: numbers }];
  });
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}

/** `named`: the lab wants the address back on the better director, so it has to be told sooner. */
export function hastyFailback(facts: Facts, named: boolean): Found[] {
  if (!keepsConnections(facts, "mended") || isNamedBack(facts) !== named) return [];
  return hastyOf(facts).map(({ instance, threshold, args }) => ({
    where: named ? [threshold, instance] : [instance, threshold],
    args,
  }));
}

/** The way back of a step that counts broken connections. */
export function breaksWayBack(step: Facts["plan"]["steps"][number]): boolean {
  return (
    stepHas(step, { formulas: ["vrrp-crash"] }) &&
    step.mended.some((spec) => spec["check"] === "broken" && spec["at-most"] === 0)
  );
}
