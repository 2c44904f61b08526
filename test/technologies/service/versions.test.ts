import { expect, it } from "vitest";
import { askedOf } from "../../fixtures/diagnosis/asked.ts";
import { briefly, lookedAt } from "../../fixtures/diagnosis/looked.ts";

type Digests = readonly [lb1: string, lb2: string, web1: string];

async function found([lb1, lb2, web1]: Digests) {
  const program = (digest: string) => ({
    programs: { nginx: [digest, `1.2.${digest}1`] as const },
  });
  const asked = askedOf({ lb1: program(lb1), lb2: program(lb2), web1: program(web1) });
  const all = await lookedAt("vrrp-failover", { asked });
  return briefly(all.filter(({ rule }) => rule.startsWith("service/")));
}

it("service/versions-differ: what the fewest run against what the most do", async () => {
  expect(await found(["a", "b", "a"])).toEqual([
    [
      "service/versions-differ",
      "lb2",
      "lb2 runs /usr/sbin/nginx (1.2.b1), and lb1 and web1 /usr/sbin/nginx (1.2.a1).",
    ],
  ]);
});

it("says nothing where all run the same, and tells of each other one", async () => {
  expect(await found(["a", "a", "a"])).toEqual([]);
  expect((await found(["a", "b", "c"])).map(([, node]) => node)).toEqual(["lb1", "lb2"]);
});

it("service/refuses: what a daemon's checker says on the node counts", async () => {
  const said = "/etc/keepalived/keepalived.conf:2: unknown";
  const asked = askedOf({ lb1: { refused: { keepalived: said } } });
  const all = await lookedAt("vrrp-failover", { asked });
  expect(briefly(all.filter(({ rule }) => rule === "service/refuses"))).toEqual([
    ["service/refuses", "lb1", `keepalived of lb1 says: ${said}`],
  ]);
});
