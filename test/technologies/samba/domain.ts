/** A directory of three controllers, as the probes tell it, for seeded journals: what is written, and how late it is elsewhere. */
import type { EventOf } from "../../../cli/core/journal/events.ts";
import type { CheckReport } from "../../../cli/core/judge/report.ts";
import { graded, kinds } from "../../fixtures/kinds.ts";
import { type Seed, seeded } from "../../fixtures/seeded.ts";

export const controllers = ["dc1", "dc2", "dc3"] as const;
export type Dc = (typeof controllers)[number];

type Line = readonly [second: number, words: string];
type Told = Omit<EventOf<"told">, "t">;

const allRoles = ["schema", "naming", "pdc", "rid", "infrastructure", "domaindns", "forestdns"];

export const roles = (owner: string, but: Readonly<Record<string, string>> = {}): string =>
  allRoles.map((role) => `${role}=${(but[role] ?? owner).toUpperCase()}`).join(",");

export const healthyLinks = "DC1@Head,DC2@Head,DC3@Branch,DC1<DC2,DC2<DC1,DC3<DC1,DC1<DC3";

export class Domain {
  readonly lines: Line[] = [];
  readonly logons: Line[] = [];
  readonly #numbers = new Map<Dc, number>();

  constructor() {
    for (const dc of controllers) {
      this.say(0.5, `${dc} up`);
      this.say(0.6, `${dc} roles ${roles("dc1")}`);
      this.say(0.6, `${dc} links ${healthyLinks}`);
      this.say(0.6, `${dc} names -`);
    }
  }

  say(second: number, words: string): void {
    this.lines.push([second, words]);
  }

  /** A number that is acknowledged then, and is at each other after so long; null: never. */
  write(second: number, source: Dc, lag: (to: Dc) => number | null): void {
    const number = (this.#numbers.get(source) ?? 0) + 1;
    this.#numbers.set(source, number);
    this.say(second, `${source} wrote ${number} took=12`);
    for (const to of controllers) {
      const late = to === source ? 0.05 : lag(to);
      if (late !== null) this.say(second + late, `${to} saw ${source} ${number}`);
    }
  }

  /** All of them each two seconds. */
  talk(from: number, to: number, lag: (source: Dc, to: Dc, second: number) => number | null): void {
    for (let second = from; second < to; second += 2)
      for (const source of controllers) this.write(second, source, (dc) => lag(source, dc, second));
  }

  logon(due: number, took: number, outcome = "ok", why = ""): void {
    const number = Math.round(due * 10);
    const words = `logon ${number} took=${Math.round(took * 1000)} ${outcome} ${why}`;
    this.logons.push([due + took, words]);
  }

  told(): (readonly [number, Told])[] {
    const of =
      (probe: string) =>
      ([second, value]: Line) =>
        [second, { kind: "told", probe, node: "lb1", value }] as const;
    return [...this.lines.map(of("directory")), ...this.logons.map(of("logon"))].toSorted(
      ([a], [b]) => a - b,
    );
  }
}

/** Half a second to any. */
export const prompt = () => 0.5;

const probes = [
  { name: "directory", kind: "directory", spec: { from: "client", controllers: [...controllers] } },
  { name: "logon", kind: "logon", spec: { from: "client", every: 500, timeout: 5000 } },
].map((one) => ({ ...one, label: one.name, watches: "words" as const }));

/** The step's one check, of a fault that comes at second 10 and is healed at 20. */
export function judged(
  given: Readonly<Record<string, unknown>>,
  domain: Domain,
  { also = [], ...more }: Partial<Seed> = {},
): CheckReport {
  const check = kinds.checks.get(String(given["check"]))?.schema.parse(given);
  if (!check) throw new Error(`there is no check "${given["check"]}"`);
  const whole = { vrrp: [], owners: [], heard: [0, 0] as const, ...more, check };
  const events = seeded({ ...whole, also: [...domain.told(), ...also] }).map((event) =>
    event.kind === "run" ? { ...event, plan: { ...event.plan, probes } } : event,
  );
  const [found] = graded(events).steps[0]?.checks ?? [];
  if (!found) throw new Error("nothing was judged");
  return found;
}

export type Make = (domain: Domain) => void;

export const made = (...makes: readonly Make[]): Domain => {
  const domain = new Domain();
  for (const make of makes) make(domain);
  return domain;
};
