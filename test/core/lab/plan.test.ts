import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { fingerprint, hostsOf, nodePlanText, type Plan } from "../../../cli/core/cluster/plan.ts";
import { loadAllKinds } from "../../../cli/core/kinds/all.ts";
import { labJsonSchema } from "../../../cli/core/lab/lab.ts";
import { studentFiles } from "../../../cli/core/lab/open.ts";
import { renderError } from "../../../cli/ui/errors.ts";
import { expectGolden } from "../../fixtures/golden.ts";
import { editedLab, labDir, openDir } from "../../fixtures/labs.ts";
import { TempDir } from "../../fixtures/temp.ts";

/** One line for every part of a plan; the files apart. */
function outline(plan: Plan): string {
  const nodes = plan.nodes.map(({ files, ...node }) => ({
    ...node,
    files: files.map(({ content, ...file }) => ({ ...file, content: fingerprint(content) })),
  }));
  const { title, lecture, params, settleMs } = plan;
  const parts = [
    { title, lecture, params, settleMs },
    ...plan.segments,
    ...nodes,
    ...plan.probes,
    ...plan.steps,
  ];
  return `${parts.map((part) => JSON.stringify(part)).join("\n")}\n`;
}

function nodeTexts(plan: Plan): string {
  return plan.nodes.map((node) => nodePlanText(plan, node, (link) => link.mac)).join("\n");
}

function contentOf(plan: Plan, node: string, path: string): string | undefined {
  return plan.nodes.find((one) => one.name === node)?.files.find((file) => file.path === path)
    ?.content;
}

const conf = "/etc/keepalived/keepalived.conf";

async function failureOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "",
    (error: unknown) => renderError(error, { debug: false, colour: false }),
  );
}

describe("the plan of a lab", () => {
  it.each(["small", "vrrp"] as const)("of %s is what it was", async (name) => {
    const { plan } = await openDir(labDir(name));
    expectGolden(`plans/${name}.ndjson`, outline(plan));
  });

  it("becomes what each node's init reads", async () => {
    const { plan } = await openDir(labDir("small"));
    expectGolden("plans/small.nodes.txt", nodeTexts(plan));
  });

  it("renders the files of the solution with the node's own variables", async () => {
    const { plan } = await openDir(labDir("vrrp"));
    for (const node of ["lb1", "lb2"]) {
      expectGolden(`plans/vrrp.${node}.keepalived.conf`, contentOf(plan, node, conf) ?? "");
    }
  });

  it("is the same, byte for byte, every time", async () => {
    const [one, two] = await Promise.all([openDir(labDir("vrrp")), openDir(labDir("vrrp"))]);
    expect(JSON.stringify(one.plan)).toBe(JSON.stringify(two.plan));
  });

  it("gives every link a MAC address of its own", async () => {
    const { plan } = await openDir(labDir("vrrp"));
    const macs = plan.nodes.flatMap((node) => node.links.map((link) => link.mac));
    expect(new Set(macs).size).toBe(macs.length);
  });

  it("names further addresses of a node after their segments", async () => {
    using dir = new TempDir({
      "lab.yaml": editedLab(
        [
          'lan: { subnet: "{{subnet}}" }',
          'lan: { subnet: "{{subnet}}" }\n  wan: { subnet: 10.8.0.0/24 }',
        ],
        ["lan: 11,", "lan: 11, wan: 7,"],
      ),
    });
    const { plan } = await openDir(dir.path);
    expect(hostsOf(plan).slice(0, 2)).toEqual([
      { name: "a", address: "10.9.0.11" },
      { name: "a-wan", address: "10.8.0.7" },
    ]);
  });
});

describe("parameters of a lab", () => {
  it("given ones go through addresses, files and probes", async () => {
    const params = { subnet: "10.33.0.0/24", vrid: "77" };
    const { plan } = await openDir(labDir("vrrp"), { params });
    expect(plan.nodes[0]?.links[0]?.address).toBe("10.33.0.11");
    expect(contentOf(plan, "lb1", conf)).toContain("virtual_router_id 77");
    expect(contentOf(plan, "lb1", conf)).toContain("10.33.0.100/24");
    expect(plan.probes[0]?.spec["url"]).toBe("http://10.33.0.100/");
  });

  it.each([
    ["vrid", "300", 'parameter vrid: "300" must be from 1 to 255'],
    ["vrid", "0", 'parameter vrid: "0" must be from 1 to 255'],
    ["vrid", "1.5", 'parameter vrid: "1.5" must be a whole number'],
    ["vrid", "many", 'parameter vrid: "many" must be a whole number'],
    ["vrid", "", 'parameter vrid: "" must be a whole number'],
    ["subnet", "10.9.0.0", 'parameter subnet: "10.9.0.0" must be a subnet like 10.77.0.0/24'],
    ["subnet", "10.9.0.1/24", 'parameter subnet: "10.9.0.1/24" must be a subnet like 10.77.0.0/24'],
    ["vird", "5", 'unknown parameter "vird" (did you mean "vip" or "vrid"?)'],
  ])("--param %s=%s is the user's mistake", async (name, value, message) => {
    const error = openDir(labDir("small"), { params: { [name]: value } });
    await expect(error).rejects.toMatchObject({ code: "USAGE", message });
  });
});

describe("the files of a node", () => {
  const plain = (content: string) => `# ${content}\n`;

  it("come from the node's folder before the role's, and from the template after both", async () => {
    using dir = new TempDir({ [`s/a${conf}`]: plain("node"), [`s/router${conf}`]: plain("role") });
    const sources = [{ dir: join(dir.path, "s"), render: true }];
    const { plan } = await openDir(labDir("small"), { sources });
    expect(contentOf(plan, "a", conf)).toBe("# node\n");
    expect(contentOf(plan, "b", conf)).toBe("# role\n");
    const without = await openDir(labDir("small"), { sources: [] });
    expect(contentOf(without.plan, "b", conf)).toContain("priority 100");
  });

  it("of a mutant or an alternative lie over the solution", async () => {
    using dir = new TempDir({
      [`over/b${conf}`]: plain("over"),
      [`under/router${conf}.hbs`]: "# {{name}}\n",
    });
    const sources = ["over", "under"].map((name) => ({ dir: join(dir.path, name), render: true }));
    const { plan } = await openDir(labDir("small"), { sources });
    expect([contentOf(plan, "a", conf), contentOf(plan, "b", conf)]).toEqual(["# a\n", "# over\n"]);
  });

  it("of a student are taken as they are, braces and all", async () => {
    const text = "# {{name}} is mine\n";
    using dir = new TempDir({ [`router${conf}`]: text, [`router${conf}.hbs`]: "# never\n" });
    const { plan } = await openDir(labDir("small"), {
      sources: [{ dir: dir.path, render: false }],
    });
    expect(contentOf(plan, "a", conf)).toBe(text);
  });

  it("that the lab owns do not come from a student", async () => {
    using dir = new TempDir({
      [`router${conf}`]: "# mine\n",
      "router/etc/nginx/nginx.conf": "# mine\n",
    });
    const { plan } = await openDir(labDir("small"), {
      sources: [{ dir: dir.path, render: false }],
    });
    expect(contentOf(plan, "a", "/etc/nginx/nginx.conf")).toContain("server a;");
  });

  it("that a student has not written are named, each once, with what to do", async () => {
    using dir = new TempDir({ [`a${conf}`]: "# mine\n" });
    const sources = [{ dir: dir.path, render: false }];
    const text = await failureOf(openDir(labDir("small"), { sources }));
    expect(text.replaceAll(dir.path, "mine")).toBe(
      "error: there is no mine/b/etc/keepalived/keepalived.conf\n" +
        "hint:  halab learn test/fixtures/labs/small DIR --no-session   (makes a folder with all of it)\n",
    );
  });

  it("with mistakes are reported all at once, with line and column", async () => {
    using dir = new TempDir({
      [`a${conf}.hbs`]: "# {{nme}}\n",
      [`b${conf}.hbs`]: "#\n# {{#if}}\n",
    });
    const text = await failureOf(
      openDir(labDir("small"), { sources: [{ dir: dir.path, render: true }] }),
    );
    expect(text).toContain(`a${conf}.hbs:1:5: variable "nme" is not set`);
    expect(text).toContain(`b${conf}.hbs: line `);
  });

  it("a folder of a student that is not there is NOT_FOUND", () => {
    expect(() => studentFiles("/no/such/folder")).toThrow("there is no folder /no/such/folder");
  });
});

it("labs/lab.schema.json is what `halab schema` makes", async () => {
  const text = `${JSON.stringify(labJsonSchema(await loadAllKinds()), null, 2)}\n`;
  expect(readFileSync(join(labsDir(), "lab.schema.json"), "utf8") === text, "npm run schema").toBe(
    true,
  );
});
