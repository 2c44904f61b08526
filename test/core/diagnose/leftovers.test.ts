import { expect, it } from "vitest";
import { phrase } from "../../../cli/core/kinds/phrase.ts";
import type { RuleKind } from "../../../cli/core/kinds/rule.ts";
import { diagnosedBy } from "../../fixtures/diagnosis/own-rules.ts";

function ruleThatSays(said: string) {
  const rule: RuleKind = {
    kind: "says",
    severity: "hint",
    rank: 50,
    needs: "files",
    source: "",
    find: () => [{ where: [], args: { said } }],
  };
  const texts = {
    ...{ title: "", because: "{said}", see: "", why: "", example: "" },
    hints: ["", "", ""] as const,
  };
  return { id: "test/says", rule, texts };
}

const said = (text: string) => diagnosedBy("vrrp-failover", { rules: [ruleThatSays(text)] });

it.each(["none", "no address", `${phrase`nobody`} and lb1`])(
  "a rule that gives %j in English is found, for no other language can say it",
  async (text) => {
    await expect(said(text)).rejects.toThrow("no language but English can say: test/says: said is");
  },
);

it.each(["lb1", "eth0", phrase`no address of ${phrase`nobody`}`, "state BACKUP"])(
  "%j is a phrase, or no English",
  async (text) => {
    const { findings } = await said(text);
    expect(findings).toHaveLength(1);
  },
);
