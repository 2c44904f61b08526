import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { templatesDir } from "../../../../cli/core/base/home.ts";
import type { Plan } from "../../../../cli/core/cluster/plan.ts";
import { factsOf } from "../../../../cli/core/diagnose/facts.ts";
import type { RuleKind } from "../../../../cli/core/kinds/rule.ts";
import { openLab } from "../../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../../cli/render/render.ts";
import { Random } from "../../../fixtures/random.ts";

const shelf = join(import.meta.dirname, "../../../../cli/technologies/keepalived/rules");

async function allRules(): Promise<readonly RuleKind[]> {
  const files = readdirSync(shelf, { recursive: true, encoding: "utf8" });
  return Promise.all(
    files
      .filter((file) => file.endsWith(".ts"))
      .map(async (file): Promise<RuleKind> => (await import(join(shelf, file))).kind),
  );
}

const renderer = createRenderer(templatesDir());
const isConf = (path: string) => path.endsWith("keepalived.conf");

/** The plan with other text in every keepalived.conf. */
function withConf(plan: Plan, change: (text: string) => string): Plan {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) =>
      isConf(file.path) ? { ...file, content: change(file.content) } : file,
    ),
  }));
  return { ...plan, nodes };
}

/** CPU time in milliseconds that all rules take. */
function judged(plan: Plan, rules: readonly RuleKind[]): number {
  const before = process.cpuUsage();
  const facts = factsOf(plan, { looked: ["files", "node"] });
  for (const rule of rules)
    for (const found of rule.find(facts)) {
      expect(found.where.length, rule.kind).toBeGreaterThan(0);
      for (const step of plan.steps) rule.breaks?.(step, found, facts);
    }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const words = [
  "}",
  "{",
  "priority",
  "-1",
  "1e9",
  "10.0.0.300/99",
  "virtual_ipaddress {",
  '"',
  "$A",
  "include *",
  "dev",
  "weight",
  "a:b",
  "/",
] as const;

function mutated(random: Random, text: string): string {
  const lines = text.split("\n");
  for (let change = 0; change <= random.below(6); change += 1) {
    const at = random.below(lines.length);
    const kind = random.below(3);
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1) lines.splice(at, 0, lines[random.below(lines.length)] ?? "");
    else lines[at] = (lines[at] ?? "").replace(/\S+$/, random.pick(words));
  }
  return lines.join("\n");
}

it.each(["vrrp-failover", "lvs-nat"])(
  "rules judge any keepalived.conf of %s, in little time",
  async (lab) => {
    const rules = await allRules();
    const { plan } = await openLab(lab, { renderer });
    const random = new Random(13);
    let slowest = 0;
    for (let input = 0; input < 100; input += 1) {
      const changed = withConf(plan, (text) => mutated(random, text));
      slowest = Math.max(slowest, judged(changed, rules));
    }
    expect(slowest).toBeLessThan(250);
  },
);

const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join("\n");

it.each<[string, string]>([
  [
    "instances",
    many(
      250,
      (at) =>
        `vrrp_instance i${at} {\n interface eth0\n virtual_router_id ${at + 1}\n virtual_ipaddress {\n 10.77.0.${at % 250}/24\n }\n}`,
    ),
  ],
  [
    "addresses",
    `vrrp_instance site {\n interface eth0\n virtual_router_id 51\n virtual_ipaddress {\n${many(3_900, (at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}/24`)}\n}\n}`,
  ],
  [
    "scripts",
    `${many(750, (at) => `vrrp_script s${at} {\n script /bin/true\n}`)}\nvrrp_instance site {\n interface eth0\n virtual_router_id 51\n track_script {\n${many(750, (at) => `s${at}`)}\n}\n}`,
  ],
  ["lines", `vrrp_instance site {\n${many(100_000, () => "priority 100")}\n}`],
  ["wrong names", `vrrp_instance site {\n track_script {\n${many(3_900, (at) => `s${at}`)}\n}\n}`],
  ["unknown keywords", many(3_900, (at) => `prioriti${at} ${"x".repeat(50)}`)],
  ["includes", many(5_000, (at) => `include f${at}*[a-z]?.conf`)],
  [
    "group members",
    `vrrp_sync_group g {\n group {\n${many(3_000, (at) => `m${at}`)}\n}\n}\n${many(200, (at) => `vrrp_instance i${at} {\n}`)}`,
  ],
])("a great many %s take little time", async (_, text) => {
  const rules = await allRules();
  const { plan } = await openLab("vrrp-failover", { renderer });
  expect(
    judged(
      withConf(plan, () => text),
      rules,
    ),
  ).toBeLessThan(3_000);
});
