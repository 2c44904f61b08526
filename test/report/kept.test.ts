import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { RunView } from "../../cli/core/journal/view.ts";
import { keptPart } from "../../cli/report/page/kept.ts";
import { writePage } from "../../cli/report/page/pages.ts";
import { makeRun } from "../fixtures/journal.ts";
import { TempDir } from "../fixtures/temp.ts";

it("the page names what was kept of each node beside it", async () => {
  using temp = new TempDir();
  const { events, report, plan } = makeRun();
  for (const part of ["logs", "state"]) {
    mkdirSync(join(temp.path, part));
    writeFileSync(join(temp.path, part, part === "logs" ? "lb1.log" : "lb1.txt"), "");
  }
  const page = await writePage(temp.path, report, RunView.of(events), { plan, readers: new Map() });
  const text = readFileSync(page, "utf8");
  expect(text).toContain('<a href="logs/lb1.log">what its daemons logged</a> · ');
  expect(text).toContain('<a href="state/lb1.txt">addresses, routes, sockets, processes</a>');
});

it("a name cannot lead out of the page's folder, or be markup", () => {
  expect(keptPart([])).toBeNull();
  const odd = { node: "<b>", part: "logs", path: 'logs/"><script>.log' };
  expect(keptPart([odd])?.markup).not.toMatch(/<b>|<script/);
});
