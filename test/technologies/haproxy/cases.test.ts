import { describe, expect, it } from "vitest";
import { casesOfLab, linesOf } from "../../fixtures/diagnosed.ts";
import { diagnosedBy, rulesOf } from "../../fixtures/own-rules.ts";

const own = ["haproxy", "redis", "shop"];
const rules = await rulesOf("files", ...own);

describe.each(["vrrp-failover", "balancer-sessions", "dns-round-robin"])(
  "HAProxy, Redis and the shop in the cases of %s",
  async (lab) => {
    const cases = await casesOfLab(lab);

    it.each(cases.filter(({ kind }) => kind === "solution" || kind === "alternative"))(
      "$kind $name: nothing is wrong",
      async ({ sources }) => {
        expect(linesOf(await diagnosedBy(lab, { rules, sources }))).toEqual([]);
      },
    );

    it.each(cases.filter(({ kind }) => kind === "starter"))(
      "$kind: all follows from what is still to do",
      async ({ sources }) => {
        const { findings } = await diagnosedBy(lab, { rules, sources });
        const roots = findings.filter(({ followsFrom }) => followsFrom === null);
        expect(roots.filter(({ rule }) => rule !== "files/todo-left")).toEqual([]);
      },
    );

    const planted = cases.filter(({ cause }) => own.includes(cause?.split("/")[0] ?? ""));
    it.each(planted.length > 0 ? planted : [])(
      "$kind $name: $cause, and nothing else; it breaks step $catches",
      async ({ sources, cause, catches }) => {
        const { findings } = await diagnosedBy(lab, { rules, sources });
        expect(findings.map(({ rule }) => rule)).toEqual([cause]);
        expect(findings[0]?.breaks).toContain(catches);
      },
    );
  },
);
