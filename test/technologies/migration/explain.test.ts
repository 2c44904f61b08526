import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labsDir } from "../../../cli/core/base/home.ts";
import { kind } from "../../../cli/technologies/migration/explains/hypervisor.ts";

describe("what a line of a hypervisor's files does", () => {
  it.each(["guest.conf", "migration.conf"])("is told for every value of %s", (name) => {
    const path = `/etc/hypervisor/${name}`;
    const text = readFileSync(join(labsDir(), "live-migration/starter/hv1", `${path}.hbs`), "utf8");
    expect(kind.takes(path)).toBe(true);
    for (const [at, line] of text.split("\n").entries()) {
      const value = /^([A-Z_]+)=/.exec(line)?.[1];
      expect(kind.at(text, at + 1)?.name).toBe(value);
    }
  });
});
