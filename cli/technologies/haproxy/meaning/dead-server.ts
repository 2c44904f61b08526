/** What a dead server costs those who ask: until it is found, and until they are sent elsewhere. */
import type { Facts, NodeFacts } from "../../../core/kinds/rule.ts";
import type { BalancerChecks } from "../checks.ts";
import { type Ask, patienceOf } from "./asks.ts";
import {
  activeServers,
  algorithmOf,
  type ProxySection,
  redispatchOf,
  retriesOf,
  settingOf,
  timeoutOf,
} from "./proxies.ts";
import { isLookedAfter, type Server } from "./servers.ts";

/** Seconds. */
interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** Until a server that is silent counts as down (configuration manual 5.2, inter and fall). */
export function downS({ interS, fastinterS, fall, timeoutS }: BalancerChecks): Range {
  const lo = (fall - 1) * fastinterS + fall * timeoutS;
  return { lo, hi: interS + lo };
}

/** Until a server that is back counts as up: the check under way fails first (5.2, downinter and rise). */
export function upS({ downinterS, fastinterS, rise, timeoutS }: BalancerChecks): Range {
  const lo = (rise - 1) * fastinterS;
  return { lo, hi: downinterS + timeoutS + (rise - 1) * (fastinterS + timeoutS) };
}

/** The server whose checks count for this one: of its own, or of another backend (5.2, track). */
export function checkedBy(
  server: Server,
  own: ProxySection,
  proxies: readonly ProxySection[],
): Server | undefined {
  let backend: ProxySection | undefined = own;
  let at: Server | undefined = server;
  for (let hops = 0; at?.options.has("track") && hops < 32; hops += 1) {
    const wanted: string = at.options.get("track")?.value ?? "";
    const cut = wanted.indexOf("/");
    if (cut >= 0) backend = backendOf(wanted.slice(0, cut), proxies);
    at = backend?.servers.find((one) => one.name === wanted.slice(cut + 1));
  }
  return at;
}

function backendOf(name: string, proxies: readonly ProxySection[]): ProxySection | undefined {
  return proxies.find((one) => one.kind !== "frontend" && one.name === name);
}

/** Persistence that holds somebody at a server that does not answer. */
export function persists(proxy: ProxySection): boolean {
  return (
    settingOf(proxy, "cookie") !== undefined ||
    proxy.directives.some(({ words: [keyword] }) => keyword === "stick")
  );
}

/** BE_LB_KIND_RR of the daemon. */
const inTurn: ReadonlySet<string> = new Set(["roundrobin", "static-rr", "random"]);

/** How long a user waits for a silent server before another one is tried. Milliseconds. */
export function detourMs(proxy: ProxySection): number {
  const [every, retries] = [redispatchOf(proxy), retriesOf(proxy)];
  const connectS = timeoutOf(proxy, "connect");
  if (every === undefined || retries === 0 || !connectS) return Number.POSITIVE_INFINITY;
  // Without a number: at the last try; who belongs to nobody goes elsewhere at the first.
  const anywhere = inTurn.has(algorithmOf(proxy)) && !persists(proxy);
  const tries = every > 0 ? Math.min(every, retries) : anywhere ? 1 : retries;
  return tries * connectS * 1000;
}

/** Users see nothing of a dead server: they get an answer of another one in time. */
export function isHidden(proxy: ProxySection, ask: Ask): boolean {
  return detourMs(proxy) < (patienceOf(ask) ?? Number.POSITIVE_INFINITY);
}

/** So many requests at least are sent to a dead server before it is found, of a probe that asks all the time. */
export function leastLost(server: Server | undefined, backend: ProxySection, ask: Ask): number {
  const every = ask.spec["every"];
  const servers = activeServers(backend).length;
  if (typeof every !== "number" || every <= 0 || servers === 0) return 0;
  if (!server || !isLookedAfter(server)) return Number.POSITIVE_INFINITY;
  return Math.floor((downS(server.checks).lo * 1000) / every / servers);
}

/** Something else than its own checks says sooner that it is down: its traffic, or an agent. */
export function isSeenOtherwise({ options }: Server): boolean {
  return options.has("observe") || options.has("agent-check");
}

/** The lab's node that a server line means: by its address, or by its name in /etc/hosts. */
export function nodeOf(facts: Facts, { host }: Server): NodeFacts | undefined {
  return facts.nodes.find(
    ({ name, links }) => name === host || links.some(({ address }) => address === host),
  );
}
