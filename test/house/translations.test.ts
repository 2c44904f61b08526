import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../cli/core/base/home.ts";
import { isStale, namesAmiss, type Translation, translations } from "./translations.ts";

const all = await translations();

function named(list: readonly Translation[]): string[] {
  return list.map(({ language, record, key }) => `${language} ${record} ${key}`);
}

function isRule({ record }: Translation): boolean {
  return record.startsWith("cli/technologies/");
}

describe("what halab says in other languages", () => {
  it("is all there in German, and in Hungarian but for the rules", () => {
    const missing = all.filter((one) => one.translated === undefined);
    expect(named(missing.filter(({ language }) => language === "de"))).toEqual([]);
    const hungarian = missing.filter((one) => one.language === "hu" && !isRule(one));
    expect(named(hungarian)).toEqual([]);
  });

  // Look at the translation of each; then `npm run translated` says that it is up to date.
  it("is of the English text as it is now", () => {
    expect(named(all.filter(isStale))).toEqual([]);
  });

  it("has the same names to fill in", () => {
    const amiss = all.filter((one) => one.translated !== undefined && namesAmiss(one).length > 0);
    expect(amiss.map((one) => `${named([one])[0]}: ${namesAmiss(one).join(", ")}`)).toEqual([]);
  });

  it("has the guides of the two lectures' exercises", () => {
    for (const lab of ["vrrp-failover", "bind-primary-secondary"])
      for (const language of ["de", "hu"])
        expect(existsSync(join(labsDir(), lab, `guide.${language}.md`)), `${lab} ${language}`).toBe(
          true,
        );
  });

  it("is seen to be stale when the English text changes", () => {
    const [one] = all.filter((some) => some.translated !== undefined && !isStale(some));
    expect(one && isStale({ ...one, english: "something else" })).toBe(true);
  });
});
