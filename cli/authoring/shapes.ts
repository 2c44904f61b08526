/** What a new lab can begin as: labs under labs/new, with as many servers as an author wants. */
import { join } from "node:path";
import { HalabError } from "../core/base/error.ts";
import { labsDir } from "../core/base/home.ts";
import { didYouMean } from "../core/base/nearest.ts";

export interface Shape {
  readonly kind: string;
  /** To choose from. */
  readonly about: string;
  /** What is counted. */
  readonly counted: string;
  readonly least: number;
  readonly most: number;
  /** Of two servers, as the lab under labs/new has them: "web" for web1 and web2. */
  readonly stem: string;
  /** Server k is the network's address of this number, plus k. */
  readonly base: number;
}

export const shapes: readonly Shape[] = [
  {
    kind: "balancer",
    about: "a balancer and web servers (HAProxy)",
    counted: "web servers",
    least: 2,
    most: 8,
    stem: "web",
    base: 20,
  },
  {
    kind: "pair",
    about: "a pair with a floating address, and web servers (VRRP, HAProxy)",
    counted: "web servers",
    least: 2,
    most: 8,
    stem: "web",
    base: 20,
  },
  {
    kind: "name-servers",
    about: "a primary and secondary name servers (BIND)",
    counted: "name servers, the primary among them",
    least: 2,
    most: 6,
    stem: "ns",
    base: 10,
  },
];

/** The one that a new lab is when nobody says anything, and how many servers. */
export const usual = { kind: "balancer", servers: 2 };

/** Throws USAGE for a kind that there is not. */
export function requireShape(kind: string): Shape {
  const found = shapes.find((one) => one.kind === kind);
  if (found) return found;
  const known = shapes.map((one) => one.kind);
  throw new HalabError("USAGE", `there is no kind of lab "${kind}"${didYouMean(kind, known)}`, {
    hint: `halab lab new NAME --kind ${usual.kind}`,
  });
}

/** Throws USAGE for a number of servers that the kind cannot have. */
export function requireServers({ kind, least, most, counted }: Shape, text: string): number {
  const servers = Number(text);
  if (Number.isInteger(servers) && servers >= least && servers <= most) return servers;
  throw new HalabError(
    "USAGE",
    `--servers must be a whole number from ${least} to ${most}, not "${text}"`,
    { hint: `halab lab new NAME --kind ${kind} --servers ${least}   (${counted})` },
  );
}

/** The folder of the lab with two servers. */
export function shapeDir({ kind }: Shape): string {
  return join(labsDir(), "new", kind);
}

/** lab.yaml of two servers, for more of them: what names the second one only is there for each, lists have all. */
export function scaled(text: string, { stem, base }: Shape, servers: number): string {
  const numbers = Array.from({ length: servers }, (_, at) => at + 1);
  const names = (from: number) => numbers.slice(from - 1).map((k) => `${stem}${k}`);
  const second = new RegExp(`^ +${stem}2: |probe: ${stem}2,`);
  const lines = text.split("\n").flatMap((line) => {
    if (!second.test(line)) return [line];
    return numbers
      .slice(1)
      .map((k) =>
        line
          .replaceAll(`${stem}2`, `${stem}${k}`)
          .replace(new RegExp(`\\b${base + 2}\\b`, "g"), `${base + k}`),
      );
  });
  return lines
    .join("\n")
    .replaceAll(`[${stem}1, ${stem}2]`, `[${names(1).join(", ")}]`)
    .replaceAll(`[${stem}2]`, `[${names(2).join(", ")}]`)
    .replaceAll(
      `{ ${stem}1: 1, ${stem}2: 1 }`,
      `{ ${names(1)
        .map((name) => `${name}: 1`)
        .join(", ")} }`,
    );
}
