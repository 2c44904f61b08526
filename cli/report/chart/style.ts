/** The report's style sheet: no web font, no image, nothing to load. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --fg: #1d2125; --bg: #ffffff; --soft: #5b6470; --line: #d4d9df; --panel: #f5f7f9;
  --pass: #006b4c; --fail: #a83f00; --unknown: #5f4b8b; --link: #005a9c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --fg: #e4e7ea; --bg: #15181c; --soft: #a2abb5; --line: #3a424b; --panel: #1d2227;
    --pass: #4fd1a5; --fail: #ff9a5c; --unknown: #c3b1f0; --link: #79bdf0;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 64rem;
  font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: var(--fg); background: var(--bg);
}
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; }
h3 { font-size: 1.05rem; margin: 0; }
a { color: var(--link); }
p { margin: .4rem 0; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .875em; }
.soft { color: var(--soft); }
.result { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1rem 0 1.5rem; padding: .9rem 1.1rem;
  background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
.result div { min-width: 6rem; }
.result dt { font-size: .8rem; color: var(--soft); }
.result dd { margin: 0; font-size: 1.15rem; font-weight: 600; }
.verdict { font-weight: 600; white-space: nowrap; }
.verdict::before { display: inline-block; width: 1.2em; }
.pass { color: var(--pass); } .pass::before { content: "✓"; }
.fail { color: var(--fail); } .fail::before { content: "✗"; }
.unknown { color: var(--unknown); } .unknown::before { content: "?"; }
.scroll { overflow-x: auto; }
.scroll table { min-width: 44rem; }
dd ul { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; }
table.narrow { width: auto; min-width: 24rem; }
thead th { font-size: .8rem; color: var(--soft); font-weight: 600; overflow-wrap: normal; }
tbody th { min-width: 8.5rem; } tbody th .soft { font-weight: normal; } td.points { white-space: nowrap; }
td.number, th.number { text-align: right; padding-right: 1.3rem; white-space: nowrap; font-variant-numeric: tabular-nums; }
td ul, td p { margin: 0; } ul { padding-left: 1.1rem; margin: .3rem 0; }
section.step { border: 1px solid var(--line); border-radius: 6px; padding: .9rem 1.1rem; margin: 1rem 0; }
section.step > header { display: flex; justify-content: space-between; flex-wrap: wrap; gap: .25rem 1rem; }
dl.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: .6rem 0; font-size: .9rem; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: break-word; }
figure { margin: .8rem 0 0; overflow-x: auto; }
figure svg { display: block; width: 100%; height: auto; min-width: 44rem; }
figure.topology svg { width: auto; max-width: 100%; min-width: 0; margin: 0 auto; }
figcaption { font-size: .85rem; color: var(--soft); }
pre { tab-size: 4; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; }
@media screen and (max-width: 44rem) {
  body { padding: 1rem .75rem 2rem; }
  h1 { font-size: 1.3rem; }
  .result { gap: .5rem 1.5rem; } .result div:first-child { flex: 0 0 100%; }
  section.step { padding: .7rem .75rem; }
  .scroll table, table.narrow { min-width: 0; }
  tbody th { min-width: 0; }
  td.number { white-space: normal; }
  /* A row is a card: its name and its verdict in the first line, then a line a column. */
  table.cards, table.cards caption, table.cards tbody { display: block; }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards tr { display: flex; flex-wrap: wrap; gap: .15rem .75rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  table.cards th, table.cards td { border: 0; padding: 0; text-align: left; }
  table.cards th { flex: 1 1 50%; order: -2; }
  table.cards td.points { flex: none; order: -1; }
  table.cards td[data-label] { flex: 0 0 100%; position: relative; padding-left: 7.5rem; min-height: 1.5em; }
  table.cards td[data-label]::before { content: attr(data-label); position: absolute; left: 0; width: 7rem; color: var(--soft); }
}
@media print {
  @page { margin: 14mm; }
  :root { --fg: #000; --bg: #fff; --soft: #444; --line: #bbb; --panel: #fff; --pass: #005c41; --fail: #8a3300; --unknown: #4a3a70; --link: #000; }
  body { font-size: 10.5pt; padding: 0; max-width: none; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  figure, tr, section.step > header { break-inside: avoid; } h2, h3 { break-after: avoid; }
  table { font-size: 8.5pt; } tbody th { min-width: 5.5rem; } .scroll, figure { overflow: visible; }
  th, td, td.number, th.number { padding-right: .5rem; } td.number { white-space: normal; }
  figure svg, .scroll table { min-width: 0; }
}
`;
