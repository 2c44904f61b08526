import { expect, it } from "vitest";
import type { MeasureEnv } from "../../../cli/core/kinds/measure.ts";
import { kind as moved } from "../../../cli/technologies/samba/measures/attributes-moved.ts";
import { kind as logged } from "../../../cli/technologies/samba/measures/conflict-logged.ts";
import { kind as forced } from "../../../cli/technologies/samba/measures/forced-replication.ts";
import { testCtx } from "../../fixtures/ctx.ts";

const stamp = (attribute: string, version: number, usn: number) =>
  `  attid : DRSUAPI_ATTID_${attribute} (0x1)\n  version : 0x1 (${version})\n  originating_usn : 0x1 (${usn})\n`;

const root = "dn: \ndefaultNamingContext: DC=lab,DC=test\n";
const done = "Replicate from dc1 to dc3 was successful.\n";

/** Two controllers of which the second has what the first wrote, if it comes; and their stamps. */
function pair({ comes = true, also = false, log = "" } = {}) {
  const ran: string[] = [];
  let value = "";
  const stamps = () => {
    const changed = also ? ["street", "description"] : ["street"];
    const anew = value === "" ? [] : changed.map((name) => stamp(name, 2, 9));
    return ["dn: x\n", stamp("ou", 1, 7), ...anew].join("");
  };
  const answers: readonly [RegExp, () => string][] = [
    [/defaultNamingContext/, () => root],
    [/--show-binary/, stamps],
    [/ (street|l)$/, () => (comes ? `dn: x\nstreet: ${value}\nl: ${value}\n` : "dn: x\n")],
    [/^grep/, () => log],
    [/drs replicate/, () => done],
  ];
  const answer = (argv: readonly string[], input: string) => {
    if (argv[0] === "ldbmodify") value = /^(?:street|l): (.*)$/m.exec(input)?.[1] ?? value;
    return answers.find(([asked]) => asked.test(argv.join(" ")))?.[1]() ?? "";
  };
  const agent = async (node: string) => ({
    node,
    run: async (argv: readonly string[], _: unknown, { input = "" }: { input?: string } = {}) => {
      ran.push(`${node}: ${argv.join(" ")}`);
      return { exitCode: 0, stdout: answer(argv, input), stderr: "" };
    },
  });
  return { ran, env: { agent } as unknown as MeasureEnv };
}

const one = { measure: "attributes-moved", as: "moved", from: "dc1", to: "dc2" } as const;

it("of an object that was changed in one attribute, one attribute moves", async () => {
  const found = await moved.take(one, pair().env, testCtx());
  expect(found).toMatchObject({ value: 1, unit: "" });
  expect(found.evidence.join()).toContain("stamped anew: street");
});

it("more than one is seen, too", async () => {
  expect(await moved.take(one, pair({ also: true }).env, testCtx())).toMatchObject({ value: 2 });
});

it("what never comes is not measured", async () => {
  await expect(moved.take(one, pair({ comes: false }).env, testCtx())).rejects.toThrow(
    "waited 40 s for the new street",
  );
});

const force = {
  measure: "forced-replication",
  as: "f",
  from: "dc1",
  to: "dc3",
  password: "p",
} as const;

it("a forced replication is timed on the controller that pulls, and looked at afterwards", async () => {
  const { env, ran } = pair();
  const found = await forced.take(force, env, testCtx());
  expect(found.value).toBeLessThan(60);
  expect(ran.find((line) => line.includes("drs replicate"))).toMatch(
    /^dc3: .* dc3 dc1 DC=lab,DC=test --sync-forced/,
  );
});

it("one that says that it worked and brought nothing counts as a minute", async () => {
  const found = await forced.take(force, pair({ comes: false }).env, testCtx());
  expect(found).toMatchObject({ value: 60 });
});

const look = logged.schema.parse({
  ...{ measure: "conflict-logged", as: "c", name: "Sales" },
  nodes: ["dc1", "dc2"],
});

it.each([
  ["yes", "x: Resolving conflict record via incoming rename 'OU=Sales,OU=staff,DC=lab' -> 'y'\n"],
  ["no", "x: Resolving conflict record via incoming rename 'OU=Other,OU=staff,DC=lab' -> 'y'\n"],
  ["no", ""],
])("a log has a conflict of that name: %s", async (value, log) => {
  expect(await logged.take(look, pair({ log }).env, testCtx())).toMatchObject({ value });
});
