/** What a lab asks of its balancers: the requests of its probes and measures. Pure. */
import type { Plan, PlannedStep } from "../../../core/cluster/plan.ts";

type Spec = Readonly<Record<string, unknown>>;

export interface Ask {
  /** A probe asks all the time, a measure in its step. */
  readonly by: "probe" | "measure";
  /** The probe's name, or what the step calls the measure's value. */
  readonly name: string;
  /** Undefined: a name is asked, whose address a resolver says. */
  readonly address: string | undefined;
  readonly port: number;
  /** Undefined: it is no HTTP. */
  readonly path: string | undefined;
  readonly host: string | undefined;
  readonly tls: boolean;
  readonly spec: Spec;
  /** Of a measure. */
  readonly step: PlannedStep | undefined;
  /** As it stands in the lab. */
  readonly text: string;
}

export function asksOf(plan: Plan): readonly Ask[] {
  const probes = plan.probes.flatMap(({ name, spec }) =>
    askOf(spec, { by: "probe", name, step: undefined }),
  );
  const measures = plan.steps.flatMap((step) =>
    (step.measure ?? []).flatMap((spec) =>
      askOf(spec, { by: "measure", name: String(spec["as"]), step }),
    ),
  );
  return [...probes, ...measures];
}

type Asking = Pick<Ask, "by" | "name" | "step">;

function askOf(spec: Spec, asking: Asking): readonly Ask[] {
  const stream = /^([\d.]+):(\d+)$/.exec(String(spec["to"] ?? ""));
  if (stream) {
    const [text, address, port] = stream;
    const none = { path: undefined, host: undefined, tls: false };
    return [{ ...asking, ...none, address, port: Number(port), spec, text }];
  }
  const text = String(spec["url"] ?? "");
  if (!URL.canParse(text)) return [];
  const { protocol, hostname, host, port, pathname } = new URL(text);
  const tls = protocol === "https:";
  const said = spec["address"];
  const address = typeof said === "string" ? said : hostname;
  return [
    {
      ...asking,
      address: /^[\d.]+$/.test(address) ? address : undefined,
      port: Number(port) || (tls ? 443 : 80),
      path: pathname,
      host,
      tls,
      spec,
      text,
    },
  ];
}

/** The node that asks. */
export function askerOf({ spec }: Ask): string {
  return String(spec["from"] ?? spec["node"] ?? "");
}

/** Milliseconds; undefined: it waits for as long as it takes. */
export function patienceOf({ spec }: Ask): number | undefined {
  const found = spec["timeout"];
  return typeof found === "number" ? found : undefined;
}

/** A check of a step, and when it is asked. */
export interface Expected {
  readonly step: PlannedStep;
  readonly spec: Spec;
  readonly mended: boolean;
}

/** What the steps expect of a probe, or of a measure's value. */
export function expectedOf(plan: Plan, ask: Ask, check?: string): readonly Expected[] {
  const key = ask.by;
  return plan.steps.flatMap((step) => {
    const all = [
      ...step.expect.map((spec) => ({ step, spec, mended: false })),
      ...step.mended.map((spec) => ({ step, spec, mended: true })),
    ];
    return all.filter(
      ({ spec }) =>
        spec[key] === ask.name &&
        (check === undefined || spec["check"] === check) &&
        (ask.step === undefined || ask.step === step),
    );
  });
}

/** The nodes that a step's fault names. */
export function hitNodes({ fault }: PlannedStep): readonly string[] {
  const named = [fault?.["node"], fault?.["nodes"]].flat();
  return named.filter((one) => typeof one === "string");
}

/** Faults after which a machine says nothing any more. */
const silent: ReadonlySet<string> = new Set(["power-off", "reset", "freeze", "link-down"]);

/** The step's fault takes this node out of service, and nobody planned it. */
export function silences(step: PlannedStep, node: string): boolean {
  return silent.has(String(step.fault?.["fault"])) && hitNodes(step).includes(node);
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
