import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Plan } from "../../../cli/core/cluster/plan.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { hostileText } from "../../fixtures/diagnosis/hostile-text.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/diagnosis/own-rules.ts";

const rules = await rulesOf("haproxy", "redis", "shop");

async function planOf(lab: string): Promise<Plan> {
  const plans: Plan[] = [];
  const keep = (plan: Plan) => {
    plans.push(plan);
    return plan;
  };
  await diagnosedBy(lab, { rules: [], plan: keep });
  const [plan] = plans;
  if (!plan) throw new Error(`${lab} has no plan`);
  return plan;
}

const right = join(import.meta.dirname, "right/balancer-sessions");
const [first = "", ...rest] = readdirSync(right).map((name) =>
  readFileSync(join(right, name), "utf8"),
);
const pieces = [
  "backend any\n server app1 10.86.0.21:8080 check track any/app1",
  ..."global frontend bind :80 10.86.0.100:443 ssl use_backend if { } cookie stick on src".split(
    " ",
  ),
  ..."replicaof sentinel monitor shop 10.86.0.31 6379 basket /central redis key listen 8080".split(
    " ",
  ),
  "include /etc/redis/redis.conf",
] as const;

const ours = /^\/etc\/(haproxy\/haproxy\.cfg|redis\/.*\.conf|shop\.conf)$/;

it.each(["balancer-sessions", "vrrp-failover"])(
  "no file of %s makes a rule throw, and each answers in little time",
  async (lab) => {
    const plan = await planOf(lab);
    for (let seed = 0; seed < Number(process.env["HALAB_FUZZ"] ?? 40); seed += 1) {
      const nodes = plan.nodes.map((node, at) => ({
        ...node,
        files: node.files.map((file) => {
          // Some nodes alike, some not; the files of one seed differ in their kind.
          const own = seed * 4 + (at % 3) + file.path.length;
          const files = { files: [first, ...rest] as const, pieces };
          return ours.test(file.path) && own % 5 > 0
            ? { ...file, content: hostileText(own, files) }
            : file;
        }),
      }));
      const before = process.cpuUsage();
      const facts = factsOf({ ...plan, nodes }, { looked: ["files"] });
      // diagnose() itself bears a rule that throws; here none may.
      for (const { rule, id } of rules)
        expect(() => rule.find(facts), `seed ${seed}, ${id}`).not.toThrow();
      const { user } = process.cpuUsage(before);
      expect(user / 1000, `seed ${seed}: milliseconds`).toBeLessThan(1000);
    }
  },
);
