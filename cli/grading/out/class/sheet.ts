/** The class on one page, for who teaches it. */
import { visible } from "../../../core/base/clean.ts";
import { html, type Markup } from "../../../report/page/markup.ts";
import type { GradeSheet } from "../../sheet.ts";
import { toldCause } from "../cause.ts";
import { numberIn } from "../feedback.ts";
import type { Format, OutOptions } from "../format.ts";
import { pageText, tablePart, verdictPart } from "../page.ts";
import { hasPoints, inOneLine, rounded, whyNoPoints } from "../points.ts";
import { type GradeWord, gradeWord, verdictIn } from "../words/say.ts";
import { outagePicture } from "./picture.ts";
import { type Spread, spreadOf, tallyCauses, tallyOutages, tallySteps } from "./tally.ts";

export const classSheet: Format = {
  name: "class",
  about: "the class on one page: points by step, the commonest causes, how long users waited",
  scope: "class",
  write: (sheet, options) => ({
    files: [{ name: "class.html", text: renderClass(sheet, options) }],
    notes: [],
  }),
};

function renderClass(sheet: GradeSheet, options: OutOptions): string {
  const { language } = options;
  const word = (name: GradeWord) => gradeWord(language, name);
  const title = gradeWord(language, "class", { lab: sheet.lab });
  return pageText({
    language,
    title,
    body: html`<header>
<h1>${title}</h1>
<p class="soft">${gradeWord(language, "batch", { batch: sheet.batch })}</p>
${overviewPart(sheet, options)}
</header>
<h2>${word("by-step")}</h2>
${stepsPart(sheet, options)}
<h2>${word("causes")}</h2>
${causesPart(sheet, options)}
<h2>${word("outages")}</h2>
${outagesPart(sheet, options)}
<h2>${word("everybody")}</h2>
${everybodyPart(sheet, options)}`,
  });
}

function overviewPart({ submissions }: GradeSheet, { language }: OutOptions): Markup {
  const given = submissions.filter(hasPoints);
  const spread = spreadOf(given.map(({ points }) => points));
  const passed = given.filter(({ verdict }) => verdict === "pass").length;
  const number = (value: number | undefined) =>
    value === undefined ? "-" : numberIn(language, value);
  const facts: readonly (readonly [GradeWord, string])[] = [
    ["submissions", String(submissions.length)],
    ["passed", String(passed)],
    ["failed", String(given.length - passed)],
    ["ungraded", String(submissions.length - given.length)],
    ["mean", number(spread?.mean)],
    ["median", number(spread?.median)],
  ];
  return html`<dl class="result">
${facts.map(
  ([name, value]) => html`<div><dt>${gradeWord(language, name)}</dt><dd>${value}</dd></div>
`,
)}</dl>`;
}

function stepsPart(sheet: GradeSheet, { language }: OutOptions): Markup {
  const number = (spread: Spread | undefined, of: keyof Spread) =>
    spread ? numberIn(language, spread[of]) : "-";
  const counts = ["pass", "fail", "unknown"] as const;
  return tablePart({
    caption: gradeWord(language, "by-step-caption"),
    head: [
      { title: gradeWord(language, "step") },
      { title: gradeWord(language, "mean-points"), number: true },
      { title: gradeWord(language, "median"), number: true },
      ...counts.map((verdict) => ({ title: verdictIn(language, verdict), number: true as const })),
    ],
    rows: tallySteps(sheet).map(({ title, points, maxPoints, passed, failed, undecided }) => [
      title,
      `${number(points, "mean")} / ${numberIn(language, maxPoints)}`,
      number(points, "median"),
      ...[passed, failed, undecided].map(String),
    ]),
  });
}

function causesPart(sheet: GradeSheet, options: OutOptions): Markup {
  const { language } = options;
  const causes = tallyCauses(sheet, options);
  if (causes.length === 0) return html`<p>${gradeWord(language, "no-causes")}</p>`;
  return tablePart({
    caption: gradeWord(language, "causes-caption"),
    head: [
      { title: gradeWord(language, "cause") },
      { title: gradeWord(language, "how"), number: true },
    ],
    rows: causes.map((cause) => {
      const other =
        cause.language === undefined || cause.language === language
          ? null
          : html` lang="${cause.language}"`;
      const said = html`<span${other}>${cause.title}</span><br><code class="soft">${cause.rule}</code>`;
      return [said, String(cause.count)];
    }),
  });
}

function outagesPart(sheet: GradeSheet, options: OutOptions): Markup {
  const { language } = options;
  const rows = tallyOutages(sheet, options);
  if (rows.length === 0) return html`<p>${gradeWord(language, "no-outages")}</p>`;
  const columns = ["least", "median", "mean", "most"] as const;
  return html`<figure>${outagePicture(rows, language)}<figcaption>${gradeWord(language, "outages-caption")}</figcaption></figure>
${tablePart({
  caption: `${gradeWord(language, "outages")} (${gradeWord(language, "seconds")})`,
  head: [
    { title: gradeWord(language, "step") },
    { title: gradeWord(language, "submissions"), number: true },
    ...columns.map((name) => ({ title: gradeWord(language, name), number: true as const })),
  ],
  rows: rows.map(({ title, spread }) => [
    title,
    String(spread.count),
    ...columns.map((name) => numberIn(language, rounded(spread[name]))),
  ]),
})}`;
}

function everybodyPart(sheet: GradeSheet, options: OutOptions): Markup {
  const { language } = options;
  const heads = ["student", "verdict", "points-head", "tries", "cause"] as const;
  return tablePart({
    caption: gradeWord(language, "everybody-caption"),
    head: heads.map((name) => ({
      title: gradeWord(language, name),
      ...(name === "points-head" || name === "tries" ? { number: true as const } : {}),
    })),
    rows: sheet.submissions.map((graded) => {
      const { id, student, same, tries, maxPoints } = graded;
      const given = hasPoints(graded);
      const verdict = given ? graded.verdict : "not gradable";
      const cause = toldCause(graded, sheet.lab, { ...options, told: 0 })?.title;
      const copied = same === null ? "" : gradeWord(language, "same", { id: visible(same) });
      const notes = [
        given ? (cause ?? inOneLine(graded.reason ?? "")) : whyNoPoints(graded),
        copied,
      ];
      return [
        html`${visible(id)}${student?.name === undefined ? null : html`<br><span class="soft">${student.name}</span>`}`,
        verdictPart(verdict, verdictIn(language, verdict)),
        given ? `${numberIn(language, graded.points)} / ${numberIn(language, maxPoints)}` : "-",
        String(tries),
        notes.filter((note) => note !== "").join("; "),
      ];
    }),
  });
}
