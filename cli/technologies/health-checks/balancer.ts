/** Whose checks of HAProxy are meant: those of the servers behind what the probe asks. */
import type { Found, StepView } from "../../core/kinds/formula.ts";
import { valuesOf } from "../../core/kinds/reader.ts";
import type { BalancerChecks, Untimed } from "../haproxy/checks.ts";
import { holds, type Request } from "../haproxy/conditions.ts";
import { type BalancerInForce, kind as haproxy } from "../haproxy/readers/haproxy.ts";
import type { Backend, Frontend, Server, Services } from "../haproxy/services.ts";
import { requestOf } from "./asked.ts";

/** Which end of a dead server's time is asked for. */
export type Way = "down" | "up";

interface Asking {
  readonly view: StepView;
  readonly request: Request | undefined;
  readonly way: Way;
  readonly boundOf: (checks: BalancerChecks) => Found;
}

/** The slowest of those that are meant, or why it cannot be told; undefined: no HAProxy was read. */
export function balancerBound(
  view: StepView,
  probe: string,
  way: Way,
  boundOf: Asking["boundOf"],
): Found | string | undefined {
  const asking = { view, request: requestOf(view, probe), way, boundOf };
  const bounds = askedOf(asking).map(([node, value]) => boundAt(node, value, asking));
  return bounds.find(isSentence) ?? slowest(bounds.filter(isBound));
}

function isSentence(found: Found | string | undefined): found is string {
  return typeof found === "string";
}

function isBound(found: Found | string | undefined): found is Found {
  return typeof found === "object";
}

function slowest(bounds: readonly Found[]): Found | undefined {
  return bounds.toSorted((a, b) => b.hi - a.hi)[0];
}

/** The balancers that had the address when the fault came; all, where nobody watched that. */
function askedOf({ view, request }: Asking): readonly (readonly [string, BalancerInForce])[] {
  const all = [...valuesOf(view.run, haproxy)];
  const watch = view.run.plan?.probes.find(
    ({ watches, address }) => watches === "owner" && address === request?.address,
  );
  const at = view.fault?.intentNs ?? view.sinceNs;
  const owners = (watch && view.run.owners.get(watch.name)?.at(at)) ?? [];
  const owning = all.filter(([node]) => owners.includes(node));
  return owning.length > 0 ? owning : all;
}

function boundAt(node: string, value: BalancerInForce, asking: Asking): Found | string {
  // An older journal has the slowest check alone.
  if (!value.services) return asking.boundOf(value);
  const { backends, doubt } = candidates(node, value.services, asking.request);
  const found = backends.map((backend) => ({ backend, bound: inBackend(node, backend, asking) }));
  const sentence = found.map(({ bound }) => bound).find(isSentence);
  if (sentence !== undefined) return sentence;
  const bounds = found.map(({ bound }) => bound).filter(isBound);
  const differ = new Set(bounds.map(({ hi }) => hi)).size > 1;
  if (!differ || doubt === undefined) return slowest(bounds) ?? `HAProxy of ${node} has no server`;
  const each = found.flatMap(({ backend, bound }) =>
    isBound(bound) ? [`${backend.name} ${bound.hi} s`] : [],
  );
  return `${doubt}, and its backends are checked differently: ${each.join(", ")}`;
}

interface Candidates {
  readonly backends: readonly Backend[];
  /** Why it may be one or the other. */
  readonly doubt: string | undefined;
}

/** The backends that may answer. */
function candidates(node: string, found: Services, request: Request | undefined): Candidates {
  const whole = (doubt?: string) => ({ backends: found.backends, doubt });
  if (!request) return whole();
  const asked = `${request.address ?? "any address"}:${request.port}`;
  const bound = boundTo(found.frontends, request);
  if (bound.length === 0) return whole(`no frontend of HAProxy on ${node} binds ${asked}`);
  const chosen = bound.map((frontend) => chosenBy(frontend, request));
  const rule = chosen.flatMap(({ unsure }) => unsure)[0];
  const doubt = rule && `whether "${rule}" of ${node} chooses the backend cannot be told`;
  if (chosen.some(({ any }) => any)) return whole(doubt);
  const names = new Set(chosen.flatMap((one) => one.names));
  const backends = found.backends.filter(({ name }) => names.has(name));
  if (backends.length > 0) return { backends, doubt };
  return whole(`no backend of HAProxy on ${node} answers for ${asked}`);
}

interface Chosen {
  readonly names: readonly string[];
  /** The rules of which it cannot be told whether they hold. */
  readonly unsure: readonly string[];
  /** One of them makes the backend's name of the request: any may be meant. */
  readonly any: boolean;
}

/** The first rule that holds chooses, after all those that may hold. */
function chosenBy(frontend: Frontend, request: Request): Chosen {
  const seen = frontend.rewrites ? { ...request, path: undefined, host: undefined } : request;
  const rules = frontend.rules.map((rule) => ({ ...rule, held: holds(rule.when, seen) }));
  const first = rules.findIndex(({ held }) => held === true);
  const asked = (first < 0 ? rules : rules.slice(0, first + 1)).filter(
    ({ held }) => held !== false,
  );
  const named = asked.flatMap(({ backend }) => backend ?? []);
  return {
    names: first < 0 && frontend.fallback !== undefined ? [...named, frontend.fallback] : named,
    unsure: asked
      .filter(({ held, backend }) => held === undefined || backend === undefined)
      .map(({ text }) => text),
    any: asked.some(({ backend }) => backend === undefined),
  };
}

/** The kernel gives a connection to the socket of its own address before one of any address. */
function boundTo(all: readonly Frontend[], { address, port }: Request): readonly Frontend[] {
  const binding = (fits: (bound: string | undefined) => boolean) =>
    all.filter(({ binds }) =>
      binds.some((bind) => port >= bind.from && port <= bind.to && fits(bind.address)),
    );
  if (address === undefined) return binding(() => true);
  const exact = binding((bound) => bound === address);
  return exact.length > 0 ? exact : binding((bound) => bound === undefined);
}

/** The slowest of the servers that the fault hit, or of all; undefined: the backend has none. */
function inBackend(node: string, backend: Backend, asking: Asking): Found | string | undefined {
  const hit = hitIn(backend, asking.view);
  // Nobody asks whether the others live: the one that is checked is what a time can be told of.
  const checked = hit.filter((server) => server.checked);
  const servers = checked.length > 0 ? checked : hit;
  const unread = servers.flatMap(({ untimed }) => untimed.filter((one) => isOf(one, asking.way)));
  if (unread.length === 0) return slowest(servers.map(asking.boundOf));
  const places = new Set(unread.map(({ directive, at }) => `${directive} (${node}, ${at})`));
  return `no formula knows how this changes the health checks: ${[...places].join("; ")}`;
}

function isOf({ changes }: Untimed, way: Way): boolean {
  return changes === "both" || changes === way;
}

/** A backend has a node by its address, or by its name in /etc/hosts. */
function hitIn({ servers }: Backend, { run, fault }: StepView): readonly Server[] {
  const nodes = (run.plan?.nodes ?? []).filter(({ name }) => fault?.nodes.includes(name));
  const places = nodes.flatMap(({ name, links }) => [name, ...links.map(({ address }) => address)]);
  const hit = servers.filter(({ address }) => places.includes(address));
  return hit.length > 0 ? hit : servers;
}
