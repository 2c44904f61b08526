/** `halab validate` on real nodes: what is planted there is found, each in its category, and nothing else fails. */
import { expect, it } from "vitest";
import { openBed } from "../cli.ts";
import { engineDescribe } from "../require.ts";

interface Page {
  readonly outcome: string;
  readonly categories: readonly {
    readonly category: string;
    readonly outcome: string;
    readonly tests: readonly { readonly findings: readonly { readonly rule: string }[] }[];
  }[];
}

/** A page takes some seconds. */
const soon = { timeout: 90_000, interval: 500 };

engineDescribe("docker", "a cluster's validation", () => {
  const bed = openBed();
  const name = bed.name("v");

  async function page(): Promise<Record<string, readonly string[]>> {
    const { stdout } = await bed.halab(["validate", name, "--json"]);
    const { categories }: Page = JSON.parse(stdout);
    return Object.fromEntries(
      categories
        .filter(({ outcome }) => outcome !== "passed")
        .map(({ category, tests }) => [
          category,
          tests.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
        ]),
    );
  }

  const inNode = (node: string, script: string) =>
    bed.ok(["exec", name, node, "--", "sh", "-c", script]);

  it("passes what is right, and finds a wrong key, a closed way, another program, a node that is off", async () => {
    await bed.ok(["up", "pacemaker-resources", "--name", name]);
    // Members elect a controller first, and that one starts what it is to run.
    await expect.poll(page, soon).toEqual({});

    await bed.ok(["break", name, "cut", "n1", "n2"]);
    // Corosync's links are given up after some pings without an answer.
    const closed = ["network/way-closed", "corosync/link-down"];
    await expect.poll(page, soon).toMatchObject({ paths: expect.arrayContaining(closed) });
    await bed.ok(["heal", name]);

    // A byte more at its end runs the same, and is another file.
    const program = "/usr/sbin/corosync";
    await inNode(
      "n2",
      `cp ${program} /root/new && echo >>/root/new && mv /root/new ${program} && halab-svc restart corosync`,
    );
    await inNode(
      "n3",
      "head -c 256 /dev/urandom >/etc/corosync/authkey && halab-svc restart corosync",
    );
    const planted = await page();
    expect(planted["versions"]).toEqual(["service/versions-differ"]);
    expect(planted["keys"]).toContain("corosync/key-differs");

    await bed.ok(["break", name, "power-off", "n3"]);
    const off = await page();
    expect(off["nodes"]).toEqual(["machine/node-silent"]);
    expect(await bed.status(name, "n1", "true")).toBe(0);
    await bed.ok(["down", name]);
  });
});
