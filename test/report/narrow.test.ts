import { expect, it } from "vitest";
import { RunView } from "../../cli/core/journal/view.ts";
import { STYLE } from "../../cli/report/chart/style.ts";
import { renderHtml } from "../../cli/report/page/html.ts";
import { makeRun } from "../fixtures/journal.ts";
import { kinds } from "../fixtures/kinds.ts";

async function page(): Promise<string> {
  const { events, report, plan } = makeRun();
  return await renderHtml(report, RunView.of(events), { plan, readers: kinds.readers });
}

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

it("on a narrow screen the verdict of each row comes first, and every other cell says what it is", async () => {
  const cards = all(await page(), /<table class="cards">([\s\S]*?)<\/table>/g);
  expect(cards.length).toBeGreaterThan(3);
  for (const card of cards) {
    const rows = all(card, /<tr>\n(<th scope="row">[\s\S]*?)<\/tr>/g);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const cells = all(row, /<td([^>]*)>/g).filter(
        (attributes) => !/ class="points"/.test(attributes),
      );
      expect(cells.filter((attributes) => !/ data-label="[^"]+"/.test(attributes))).toEqual([]);
    }
  }
  expect(STYLE).toMatch(/table\.cards td\.points \{[^}]*order: -1/);
});

it("the verdict stands before the steps, in a line of its own where there is little room", async () => {
  const text = await page();
  expect(text.indexOf("<dt>Verdict</dt>")).toBeLessThan(text.indexOf("<h2"));
  expect(text.indexOf("<dt>Verdict</dt>")).toBeLessThan(text.indexOf("<dt>Points</dt>"));
  expect(STYLE).toMatch(/max-width: 44rem[\s\S]*\.result div:first-child \{ flex: 0 0 100%; \}/);
});

it("no word is broken that has room in a line", () => {
  expect(STYLE).not.toMatch(/overflow-wrap: anywhere|word-break: break-all/);
});
