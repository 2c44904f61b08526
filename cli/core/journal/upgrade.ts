/**
 * Journals of older forms, read as if they were written today: a stored run is graded again years
 * later. What stands here describes the past, so it never changes; a new form adds a step.
 */
import { type JournalEvent, journalSchema } from "./events.ts";

type Raw = Readonly<Record<string, unknown>>;

/**
 * Turns the events of a journal, in their order, into today's; halab/journal/1 named the timers of
 * each daemon by fields of its own, and some kinds otherwise.
 */
export function upgrader(): (event: Raw) => readonly JournalEvent[] {
  let old = false;
  return (event) => {
    if (event["kind"] === "run") old = event["schema"] === "halab/journal/1";
    // Written by us in one of our forms: grading looks no further than at what it knows.
    return (old ? upgradeFrom1(event) : [event]) as unknown as readonly JournalEvent[];
  };
}

function upgradeFrom1(event: Raw): readonly Raw[] {
  switch (event["kind"]) {
    case "run":
      return [{ ...event, schema: journalSchema, plan: planFrom1(asRaw(event["plan"])) }];
    case "in-force":
      return inForceFrom1(event);
    case "step":
      return [{ ...event, phase: phases[String(event["phase"])] ?? event["phase"] }];
    case "fault":
      return [{ ...event, fault: renamed(event["fault"]) }];
    default:
      return [event];
  }
}

const phases: Readonly<Record<string, string>> = { hold: "expect", mend: "mended" };

/** The kinds that got their technology's name in front when halab/journal/2 came. */
const names: Readonly<Record<string, string>> = {
  drain: "ipvs-drain",
  "sync-off": "ipvs-sync-off",
  "drain-server": "haproxy-drain",
  faster: "dns-faster",
  stale: "dns-stale",
  expired: "dns-expired",
  answers: "dns-answers",
  serials: "dns-serials",
};

function renamed(name: unknown): unknown {
  return typeof name === "string" ? (names[name] ?? name) : name;
}

function inForceFrom1({ t, node, ...said }: Raw): readonly Raw[] {
  const { vrrp = [], realServers = [] } = said;
  const empty = [vrrp, realServers].every((list) => Array.isArray(list) && list.length === 0);
  const values: Readonly<Record<string, unknown>> = {
    keepalived: empty ? null : { vrrp, realServers },
    haproxy: said["balancer"],
    bind9: said["bind"],
    sentinel: said["sentinels"],
    nlb: said["nlb"],
  };
  return Object.entries(values).map(([service, value]) => {
    return { kind: "in-force", t, node, service, value: value ?? null };
  });
}

/** Probes did not say what they are, but were known by their names. */
function planFrom1(plan: Raw): Raw {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(asRaw) : []);
  return {
    ...plan,
    probes: list(plan["probes"]).map(probeFrom1),
    steps: list(plan["steps"]).map((step) => ({
      ...step,
      fault: step["fault"] ? kindFrom1(asRaw(step["fault"]), "fault") : null,
      expect: list(step["expect"]).map((spec) => kindFrom1(spec, "check")),
      mended: list(step["mended"]).map((spec) => kindFrom1(spec, "check")),
    })),
  };
}

function probeFrom1(probe: Raw): Raw {
  if (probe["kind"] === "address-owner") return { ...probe, watches: "owner" };
  return { ...probe, sends: true };
}

function kindFrom1(spec: Raw, key: "fault" | "check"): Raw {
  return { ...spec, [key]: renamed(spec[key]) };
}

function asRaw(value: unknown): Raw {
  return typeof value === "object" && value !== null ? (value as Raw) : {};
}
