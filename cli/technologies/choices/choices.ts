/** /etc/choices: which service is replicated how, and where. */

export const choicesPath = "/etc/choices";

export const services = ["dns", "sessions", "orders", "backup", "files"] as const;
export type Service = (typeof services)[number];

export interface Choice {
  /** From 1. */
  readonly line: number;
  readonly technique: string;
  /** The first one begins as the primary. */
  readonly nodes: readonly string[];
  /** `delay=10`, in seconds. */
  readonly words: Readonly<Record<string, number>>;
  /** The word `check`. */
  readonly checked: boolean;
}

type ChoiceName = Service | "rollout";
export type Choices = Readonly<Partial<Record<ChoiceName, Choice>>>;

const known: readonly string[] = [...services, "rollout"];
const isKnown = (name: string): name is ChoiceName => known.includes(name);

/** Lines of services that there are not, or that are there twice, say nothing: the node refuses them. */
export function parseChoices(text: string): Choices {
  const found: Partial<Record<ChoiceName, Choice>> = {};
  for (const [at, raw] of text.split("\n").entries()) {
    const [service = "", technique, ...rest] = raw.replace(/#.*/, "").split(/\s+/).filter(Boolean);
    if (!isKnown(service) || technique === undefined || found[service]) continue;
    const pairs = rest.flatMap((word) => {
      const [, key = "", value] = /^([a-z]+)=(\d+)$/.exec(word) ?? [];
      return value === undefined ? [] : [[key, Number(value)] as const];
    });
    found[service] = {
      ...{ line: at + 1, technique, words: Object.fromEntries(pairs) },
      nodes: rest.filter((word) => /^n\d+$/.test(word)),
      checked: rest.includes("check"),
    };
  }
  return found;
}

/** A place is a service on a node. Rollout takes none. */
export function placesOf(choices: Choices): readonly { service: Service; node: string }[] {
  return services.flatMap((service) =>
    (choices[service]?.nodes ?? []).map((node) => ({ service, node })),
  );
}

/** How often each node is named. */
export function loadsOf(choices: Choices): ReadonlyMap<string, number> {
  const loads = new Map<string, number>();
  for (const { node } of placesOf(choices)) loads.set(node, (loads.get(node) ?? 0) + 1);
  return loads;
}
