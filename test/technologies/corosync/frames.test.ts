import { expect, it } from "vitest";
import { kinds } from "../../fixtures/kinds.ts";

it("Corosync's frames alone can be cut between two nodes", () => {
  const cut = kinds.faults.get("cut")?.schema;
  const spec = { fault: "cut", between: [["n1"], ["n2"]], protocol: "corosync" };
  expect(cut?.safeParse(spec).success).toBe(true);
  expect(cut?.safeParse({ ...spec, protocol: "corosink" }).success).toBe(false);
});
