/** Connection synchronisation between directors: what keepalived.conf starts, what the kernel is told. */
import { type Facts, type NodeFacts, stepHas } from "../../core/kinds/rule.ts";
import type { Config } from "../keepalived/config/config.ts";
import { type Instance, instancesOf } from "../keepalived/config/instances.ts";
import type { Word } from "../keepalived/config/statements.ts";
import { allOf, blocksOf, everyStatement } from "../keepalived/config/tree.ts";
import { numberOf } from "../keepalived/config/values.ts";
import { bootOf, sysctlOf } from "../shell/boot.ts";
import { runsScripts, sureDirectors } from "./directors.ts";

/** `lvs_sync_daemon INTERFACE INSTANCE [id N] ...` of global_defs. */
export interface SyncDaemon {
  readonly config: Config;
  readonly at: Word;
  readonly interface: Word | undefined;
  readonly instance: Word | undefined;
  /** Its own; else the virtual router's; undefined: neither is known. */
  readonly id: number | undefined;
}

function daemonOf(config: Config, facts: Facts): SyncDaemon | undefined {
  const last = blocksOf(config, "global_defs")
    .flatMap((block) => allOf(block, "lvs_sync_daemon"))
    .at(-1);
  if (!last) return undefined;
  const [device, instance] = last.args;
  const before = last.args.findIndex(({ value }) => value === "id");
  const own = before < 0 ? undefined : numberOf(last.args[before + 1]?.value);
  const router = instancesOf(facts).find(
    (one) => one.config === config && one.name === instance?.value,
  );
  return { config, at: last.at, interface: device, instance, id: own ?? router?.vrid?.value };
}

/** Of the directors that can be judged by their files. */
export function syncDaemons(facts: Facts): readonly SyncDaemon[] {
  return sureDirectors(facts).flatMap(({ config }) => daemonOf(config, facts) ?? []);
}

/** Directors on which nothing starts it, and no script could. */
export function withoutSync(facts: Facts): readonly Config[] {
  return sureDirectors(facts)
    .map(({ config }) => config)
    .filter((config) => {
      const old = [...everyStatement(config)].some(({ name }) =>
        name.startsWith("lvs_sync_daemon"),
      );
      return !old && !runsScripts(config) && bootOf(config.node, facts).certain;
    });
}

/** Steps in which connections have to outlive their director. */
export function keepsConnections({ plan }: Facts, when: "expect" | "mended"): boolean {
  return plan.steps.some(
    (step) =>
      stepHas(step, { formulas: ["vrrp-crash", "vrrp-stop"] }) &&
      step[when].some((spec) => spec["check"] === "broken" && spec["at-most"] === 0),
  );
}

/** The second number of sync_threshold: a connection is told of again after so many packets. */
export function syncPeriod(node: NodeFacts, facts: Facts) {
  const boot = bootOf(node, facts);
  const threshold = sysctlOf(node, boot, "net.ipv4.vs.sync_threshold");
  const refresh = sysctlOf(node, boot, "net.ipv4.vs.sync_refresh_period");
  if (threshold.how === "unknown" || refresh.how !== "none") return undefined;
  const text = "value" in threshold ? threshold.value : defaultThreshold;
  const period = numberOf(text.split(/\s+/)[1]);
  if (period === undefined || period <= 0) return undefined;
  return { period, place: threshold.how === "set" ? threshold.place : undefined };
}

/** Linux Documentation/networking/ipvs-sysctl.rst. */
const defaultThreshold = "3 50";

/** How long a director that comes back waits before it takes the address, at least. Seconds. */
export function comesBackAfterS({ block, advertS, priority }: Instance): number {
  const [delay] = allOf(block, "preempt_delay").toReversed();
  const skew = ((256 - priority.value) / 256) * advertS.value;
  return 3 * advertS.value + skew + (numberOf(delay?.args[0]?.value) ?? 0);
}
