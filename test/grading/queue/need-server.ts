import { describe, it } from "vitest";
import { all, programs } from "./server.ts";

/** Tests that need a server: shown as skipped where there is none, but in CI they fail. */
export function serverDescribe(title: string, fn: () => void): void {
  describe(title, () => {
    if (programs() !== undefined) fn();
    else if (process.env["CI"])
      it("has PostgreSQL", () => {
        throw new Error(`nothing in ${all}: apt-get install postgresql`);
      });
    else describe.skipIf(true)("[skipped: no PostgreSQL here: apt-get install postgresql]", fn);
  });
}
