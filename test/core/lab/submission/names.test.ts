import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { studentFiles } from "../../../../cli/core/lab/open.ts";
import { plain } from "../../../../cli/core/lab/submission/words.ts";
import { renderError } from "../../../../cli/ui/errors.ts";
import { right, SubmissionDir } from "../../../fixtures/submission.ts";

it("a letter of a name that nobody sees is shown, and not left out", async () => {
  using dir = new SubmissionDir();
  dir.write("mine/a/opt/check\u200b.sh", "");
  expect(await dir.said()).toMatch(/^error: mine\/a\/opt\/check\\u200b\.sh is no file that/);
});

it("a long name is cut between letters", () => {
  expect(plain(`${"a".repeat(198)}😀😀`)).toBe(`${"a".repeat(198)}😀😀`);
  expect(plain(`${"a".repeat(198)}😀😀😀`)).toBe(`${"a".repeat(198)}😀…`);
});

it("a hint can be typed, however long the path is", async () => {
  const deep = `work/${"long-".repeat(40)}/${"longer-".repeat(30)}`;
  using dir = new SubmissionDir(
    Object.fromEntries(
      Object.entries(right).map(([path, text]) => [path.replace("mine/", `mine/${deep}/`), text]),
    ),
  );
  expect(await dir.said()).toContain(`\nhint:  --files mine/${deep}\n`);
  const packed = join(dir.path, "x".repeat(200), "y".repeat(200));
  mkdirSync(packed, { recursive: true });
  dir.write(join(packed.slice(dir.path.length), "mine.zip"), "PK\x03\x04");
  try {
    studentFiles(join(packed, "mine.zip"));
    expect.unreachable();
  } catch (error) {
    expect(renderError(error, { debug: false, colour: false })).toMatch(
      /--files \S*\/x{200}\/y{200}\/mine\n$/,
    );
  }
});
