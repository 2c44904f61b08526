import { expect, it } from "vitest";
import { briefly, lookedAt } from "../../fixtures/diagnosis/looked.ts";

const head = "29:S 29 Nov 2026 12:36:02.793 ";

async function found(lines: readonly string[]) {
  const logs = {
    store2: ["== /var/log/halab/redis-server.log", ...lines.map((line) => head + line)],
  };
  const findings = await lookedAt("balancer-sessions", { logs });
  return briefly(findings.filter(({ rule }) => rule.startsWith("redis/")));
}

const refused = "# Error condition on socket for SYNC: Connection refused";
const synced = "* MASTER <-> REPLICA sync: Finished with success";

it.each([
  [refused, "Error condition on socket for SYNC: Connection refused"],
  ["# Unable to AUTH to MASTER: -WRONGPASS invalid username-password pair", "WRONGPASS"],
  ["# Unexpected reply to PSYNC from master: -NOAUTH Authentication required.", "NOAUTH"],
])("a replica that never got its data says why: %s", async (line, said) => {
  const [[rule, node, because] = [], ...more] = await found([line, line]);
  expect([rule, node, more]).toEqual(["redis/sync-fails", "store2", []]);
  expect(because).toContain(said);
});

it("one that got it in the end is well", async () => {
  expect(await found([refused, synced])).toEqual([]);
  expect(await found([synced, refused])).toHaveLength(1);
});
