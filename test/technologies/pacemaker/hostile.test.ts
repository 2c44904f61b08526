import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import type { RuleKind } from "../../../cli/core/kinds/rule.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { hostileText } from "../../fixtures/diagnosis/hostile-text.ts";
import { beds, confPath, crmPath } from "../corosync/planted.ts";

const technologies = join(import.meta.dirname, "../../../cli/technologies");

async function rulesIn(technology: string): Promise<readonly RuleKind[]> {
  const shelf = join(technologies, technology, "rules");
  const files = readdirSync(shelf, { recursive: true, encoding: "utf8" });
  return Promise.all(
    files
      .filter((file) => file.endsWith(".ts"))
      .map(async (file): Promise<RuleKind> => (await import(join(shelf, file))).kind),
  );
}

const rules = [...(await rulesIn("corosync")), ...(await rulesIn("pacemaker"))];
const { plan } = await openLab(beds.three, { renderer: createRenderer(templatesDir()) });

function withFile(path: string, change: (text: string) => string): Plan {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) =>
      file.path === path ? { ...file, content: change(file.content) } : file,
    ),
  }));
  return { ...plan, nodes };
}

/** CPU time in milliseconds that all rules take. */
function judged(changed: Plan): number {
  const before = process.cpuUsage();
  const facts = factsOf(changed, { looked: ["files", "node"] });
  for (const rule of rules)
    for (const found of rule.find(facts)) {
      expect(found.where.length, rule.kind).toBeGreaterThan(0);
      for (const step of plan.steps) rule.breaks?.(step, found, facts);
    }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const crmWords =
  "primitive vip web site group clone ms location colocation order inf: -inf: n1 n9 ocf:heartbeat:IPaddr2 nginx params op monitor interval=1s \\ # ( ) meta = : property rsc_defaults";
const confWords =
  "totem { } nodelist node quorum nodeid: 1 ring0_addr: n1 two_node: 1 provider: x : token: 99999999999";

it.each<[string, string]>([
  [crmPath, crmWords],
  [confPath, confWords],
])("rules judge any %s, in little time", (path, text) => {
  const pieces: [string, ...string[]] = ["\n", ...text.split(" ")];
  const file = plan.nodes[0]?.files.find((one) => one.path === path)?.content ?? "";
  let slowest = 0;
  for (let seed = 0; seed < 200; seed += 1)
    slowest = Math.max(
      slowest,
      judged(withFile(path, () => hostileText(seed, { files: [file], pieces }))),
    );
  expect(slowest).toBeLessThan(500);
});

const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

it.each<[string, string, string]>([
  ["primitives", crmPath, many(3_000, (at) => `primitive a${at} ocf:heartbeat:nginx`)],
  [
    "addresses",
    crmPath,
    many(3_000, (at) => `primitive a${at} IPaddr2 params ip=10.90.0.${at % 250}`),
  ],
  [
    "pairings",
    crmPath,
    many(
      1_500,
      (at) =>
        `primitive a${at} IPaddr2\nprimitive b${at} nginx\ncolocation c${at} inf: a${at} b${at}`,
    ),
  ],
  ["members", crmPath, `group g ${many(20_000, (at) => `m${at}`).replaceAll("\n", " ")}`],
  ["groups within groups", crmPath, many(3_000, (at) => `group g${at} g${at + 1}`)],
  ["orders", crmPath, many(3_000, (at) => `order o${at} Mandatory: a${at} a${at + 1}`)],
  ["wide orders", crmPath, `order o ( ${"a ".repeat(300)}) ( ${"b ".repeat(300)})`],
  ["wrong names", crmPath, many(1_500, (at) => `property nosuchthing${at}=1`)],
  ["wrong words", crmPath, many(1_500, (at) => `prim${at} a b`)],
  ["glued lines", crmPath, many(20_000, () => "a\\")],
  [
    "members of a list",
    confPath,
    `nodelist {\n${many(2_000, (at) => `node {\n ring0_addr: 10.0.${at >> 8}.${at & 255}\n nodeid: ${at}\n}`)}\n}`,
  ],
  ["sections", confPath, many(20_000, () => "quorum {")],
  ["keys", confPath, `quorum {\n${many(5_000, (at) => `two_nod${at}: 1`)}\n}`],
])("a great many %s take little time", (_, path, text) => {
  expect(judged(withFile(path, () => text))).toBeLessThan(3_000);
});
