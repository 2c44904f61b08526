import { expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import type { Plan, PlannedFile } from "../../../cli/core/cluster/plan.ts";
import type { CommandHost } from "../../../cli/core/cluster/provider.ts";
import type { Refusal } from "../../../cli/core/kinds/rule.ts";
import { labNames, openLab } from "../../../cli/core/lab/open.ts";
import { casesOf } from "../../../cli/core/run/cases.ts";
import { Checkers } from "../../../cli/grading/check/checkers.ts";
import { loadEssence } from "../../../cli/grading/check/essence.ts";
import { loadProvider } from "../../../cli/providers/load.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { lab } from "../../engine/cli.ts";
import { engineDescribe } from "../../engine/require.ts";
import { testCtx } from "../../fixtures/ctx.ts";
import { nginx, rightAnswer } from "../grade/web-pair.ts";

const renderer = createRenderer(templatesDir());
/** Some hundreds of nodes' files are checked, each a process or three. */
const deadlineMs = 900_000;
const ctx = { ...testCtx(), signal: AbortSignal.timeout(deadlineMs) };
const haproxy = "/etc/haproxy/haproxy.cfg";

/** What is refused of each plan, in two machines for all of them. */
async function refusedOf(plans: readonly Plan[]): Promise<readonly (readonly Refusal[])[]> {
  const provider = await loadProvider("docker");
  await using stack = new AsyncDisposableStack();
  const hosts: CommandHost[] = [];
  for (const purpose of ["checks", "checks too"]) {
    const host = await provider.openSpare?.(purpose, ctx);
    if (!host) throw new Error("docker has no spare machines");
    hosts.push(stack.use(host));
  }
  const checkers = new Checkers(hosts, ctx, await loadEssence());
  const answers = plans.map((plan) => checkers.refusals(plan));
  await checkers.flush();
  return await Promise.all(answers);
}

async function planOf(which: string): Promise<Plan> {
  return (await openLab(which, { renderer })).plan;
}

/** With another content for one file of one node, and with more files there. */
function edited(
  plan: Plan,
  name: string,
  files: Readonly<Record<string, (text: string) => string>>,
): Plan {
  const nodes = plan.nodes.map((node) => {
    if (node.name !== name) return node;
    const kept = node.files.filter(({ path }) => !(path in files));
    const made = Object.entries(files).map(([path, edit]): PlannedFile => {
      const content = edit(node.files.find((file) => file.path === path)?.content ?? "");
      return { path, mode: 0o644, content, source: `x${path}`, owner: "student" };
    });
    return { ...node, files: [...kept, ...made] };
  });
  return { ...plan, nodes };
}

engineDescribe("docker", "the daemons' own checkers", () => {
  it(
    "take every case of every lab, whose nodes start them all",
    async () => {
      const cases = await Promise.all(
        labNames().map(async (name) => {
          const { lab } = await openLab(name, { renderer });
          return await Promise.all(
            casesOf(lab).map(async (one) => {
              const { plan } = await openLab(lab.dir, { renderer, sources: () => one.sources });
              return { name: `${name}/${one.name}`, plan };
            }),
          );
        }),
      );
      const all = cases.flat();
      expect(all.length).toBeGreaterThan(100);
      const refused = await refusedOf(all.map(({ plan }) => plan));
      const wrong = all.flatMap(({ name }, at) => {
        return refused[at]?.length
          ? [`${name}: ${refused[at].map(({ said }) => said).join()}`]
          : [];
      });
      expect(wrong).toEqual([]);
    },
    deadlineMs,
  );

  it("refuse what their daemons do not start with, and name the line", async () => {
    const [vrrp, dns] = [await planOf("vrrp-failover"), await planOf("bind-primary-secondary")];
    const refused = await refusedOf([
      edited(vrrp, "lb1", { [haproxy]: (text) => text.replace("frontend", "frontnd") }),
      vrrp,
      edited(dns, "ns1", { "/etc/bind/named.conf": (text) => text.replace("options", "optinos") }),
    ]);
    expect(refused.map((all) => all.map(({ node, service }) => [node, service]))).toEqual([
      [["lb1", "haproxy"]],
      [],
      [["ns1", "bind9"]],
    ]);
    expect(refused[0]?.[0]?.said).toMatch(/haproxy\.cfg:\d+\] : unknown keyword 'frontnd'/);
    expect(refused[2]?.[0]?.said).toContain("/etc/bind/named.conf:");
  });

  it("say nothing of what only the node's own rights would allow", async () => {
    const pair = await planOf(lab("pair"));
    const conf = "/etc/nginx/nginx.conf";
    const [right, wrong] = await refusedOf([
      edited(pair, "web1", { [conf]: () => rightAnswer("well") }),
      edited(pair, "web1", { [conf]: () => nginx("nonsense here;") }),
    ]);
    expect(right).toEqual([]);
    expect(wrong?.map(({ service }) => service)).toEqual(["nginx"]);
    expect(wrong?.[0]?.said).toContain('unknown directive "nonsense"');
  });

  it("leave nothing of one submission to the next, whatever its files make them run", async () => {
    const plan = await planOf("vrrp-failover");
    const harm = `
      os.execute("(while :; do cp /dev/null ${haproxy}; kill -9 -1; done) & ")
      os.execute("echo nonsense > ${haproxy}; echo nonsense > /etc/keepalived/keepalived.conf")
      os.execute("rm -rf /usr/sbin/haproxy /var/lib/halab-checks; touch /tmp/here /run/here; echo x > /etc/hosts")
    `;
    const hostile = edited(plan, "lb1", {
      [haproxy]: (text) => text.replace("global", "global\n  lua-load /usr/local/harm.lua"),
      "/usr/local/harm.lua": () => harm,
    });
    const broken = edited(plan, "lb2", {
      [haproxy]: (text) => text.replace("frontend", "frontnd"),
    });
    const [, neighbour, refused] = await refusedOf([hostile, edited(plan, "lb1", {}), broken]);
    expect(neighbour).toEqual([]);
    expect(refused?.map(({ node }) => node)).toEqual(["lb2"]);
  });
});
