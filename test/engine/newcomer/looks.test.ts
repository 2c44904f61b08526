import { afterAll, beforeAll, expect, it } from "vitest";
import { openBed, repository } from "../cli.ts";
import { engineDescribe } from "../require.ts";

interface Looked {
  readonly faults: readonly { readonly title: string; readonly nodes: readonly string[] }[];
  readonly held: Readonly<Record<string, readonly string[]>>;
}

engineDescribe("docker", "a cluster is looked at", () => {
  const bed = openBed();
  const name = bed.name("looks");
  const vip = "10.77.0.100";

  async function look(): Promise<Looked> {
    const [only] = (await bed.json(["ps", name, "--json"])) as Looked[];
    return only ?? { faults: [], held: {} };
  }

  beforeAll(async () => {
    await bed.ok(["up", "vrrp-failover", "--name", name], { cwd: repository });
  });

  afterAll(async () => {
    await bed.ok(["down", name]);
  });

  it("ps says who owns what", async () => {
    await expect.poll(async () => (await look()).held["lb1"], { timeout: 20_000 }).toEqual([vip]);
    expect((await look()).held["lb2"]).toEqual([]);
    const text = await bed.ok(["ps", name]);
    expect(text).toMatch(/ADDRESSES +OWNS\n/);
    expect(text).toMatch(/lb1 .* 10\.77\.0\.11 +10\.77\.0\.100\n/);
  });

  it("ps says what is broken, and what heals it", async () => {
    await bed.ok(["break", name, "freeze", "lb2", "--for", "60s"]);
    expect((await look()).faults).toMatchObject([{ title: "freeze lb2", nodes: ["lb2"] }]);
    const text = await bed.ok(["ps", name]);
    expect(text).toMatch(/lb2 .*frozen .*freeze lb2\n/);
    expect(text).toContain(`halab heal ${name} undoes`);
    await bed.ok(["heal", name]);
    expect((await look()).faults).toEqual([]);
    expect(await bed.ok(["ps", name])).not.toContain("BROKEN");
  });

  it("the hint of an error names the cluster", async () => {
    await bed.ok(["break", name, "power-off", "web2", "--for", "60s"]);
    const { stderr } = await bed.halab(["exec", name, "web2", "--", "true"]);
    expect(stderr).toContain(`hint:  halab heal ${name}\n`);
    await bed.ok(["heal", name]);
  });

  it("logs -f goes on as nodes say more, until Ctrl-C", async () => {
    const followed = bed.start(["logs", name, "-f", "-n", "1"]);
    await followed.line(/^lb1 /);
    const said = followed.line(/^lb2 .*Stopped Keepalived|^lb2 .*Starting Keepalived/);
    await bed.sh(name, "lb2", "halab-svc stop keepalived && halab-svc start keepalived");
    await said;
    followed.kill("SIGINT");
    expect((await followed.done).exitCode).toBe(130);
  });

  it("nodes have an editor and a pager, and know the terminal", async () => {
    const script = "nano --version && less --version && echo $EDITOR $PAGER $TERM";
    const said = await bed.ok(["exec", name, "lb1", "--", "bash", "-lc", script], {
      env: { TERM: "xterm-kitty" },
    });
    expect(said).toMatch(/GNU nano[\s\S]*less \d+[\s\S]*\nnano less xterm-256color\n$/);
  });
});
