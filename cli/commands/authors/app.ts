/** `halab lab new`, `lint`, `starter`, `reference`, `add` and `remove`. */
import type { Origin } from "../../authoring/make.ts";
import type { App } from "../app.ts";

export interface NewOptions {
  readonly from?: string;
  readonly kind?: string;
  readonly servers?: string;
  readonly json?: boolean;
}

/** Asks for what was not said, on a terminal. */
export async function newLab(app: App, path: string, options: NewOptions): Promise<void> {
  const { makeLab } = await import("../../authoring/make.ts");
  const { lintLab } = await import("../../core/run/proof/lint.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { shown } = await import("../../core/base/shown.ts");
  const { print, printJson, width, wrap } = await import("../../ui/output.ts");
  const { origin, said } = await originOf(app, options);
  const { dir, files } = makeLab(path, origin);
  const { lab, cases } = await lintLab(dir, ourRenderer());
  if (options.json)
    return printJson({ lab: lab.name, dir, files, cases: cases.map(({ name }) => name) });
  const as = shown(dir);
  const mutants = cases.filter(({ kind }) => kind === "mutant").map(({ name }) => name);
  const next = [
    [`halab lab test ${as}`, "proves it: plays every case"],
    [`halab run ${as}`, "plays the solution"],
    [`halab lab starter ${as}`, "makes the starter anew, after an edit"],
    [`halab lab lint ${as}`, "finds mistakes in its files"],
  ];
  const wide = Math.max(...next.map(([command = ""]) => command.length));
  print(
    [
      wrap(`${as}: ${said}`, width(), 2),
      "",
      `  lab.yaml   machines, probes, steps; ${lab.file.steps.map(({ id }) => id).join(", ")}`,
      "  guide.md   what students read; hints.yaml: what they may ask for",
      "  solution/  the right files; TODO in a comment says what students have to find",
      "  starter/   the same without the answers",
      `  mutants/   wrong ones: ${mutants.join(", ")}`,
      "",
      ...next.map(([command = "", about]) => `${command.padEnd(wide)}  ${about}`),
    ].join("\n"),
  );
}

async function originOf(
  app: App,
  options: NewOptions,
): Promise<{ readonly origin: Origin; readonly said: string }> {
  const { HalabError } = await import("../../core/base/error.ts");
  const { requireServers, requireShape, shapes, usual } = await import("../../authoring/shapes.ts");
  if (options.from !== undefined) {
    const other = options.kind ?? options.servers;
    if (other === undefined)
      return { origin: { lab: options.from }, said: `a copy of ${options.from}` };
    throw new HalabError(
      "USAGE",
      "--from takes a lab as it is: --kind and --servers do not go with it",
      {
        hint: `halab lab new NAME --from ${options.from}`,
      },
    );
  }
  const asks = process.stdin.isTTY === true && process.stdout.isTTY === true && !options.json;
  const kind = options.kind ?? (asks ? await askKind(app, shapes) : usual.kind);
  const shape = requireShape(kind);
  const wanted = options.servers ?? (asks ? await askServers(app, shape) : `${usual.servers}`);
  const servers = requireServers(shape, wanted);
  const taken = [
    ...(options.kind === undefined && !asks ? ["--kind"] : []),
    ...(options.servers === undefined && !asks ? ["--servers"] : []),
  ];
  const usually = taken.length > 0 ? `; nobody said otherwise (${taken.join(", ")})` : "";
  return {
    origin: { shape, servers },
    said: `${shape.about}: ${servers} ${shape.counted}${usually}`,
  };
}

type Shapes = typeof import("../../authoring/shapes.ts")["shapes"];

async function askKind(app: App, shapes: Shapes): Promise<string> {
  const { chooseOne } = await import("../../ui/prompts.ts");
  const choices = shapes.map(({ kind, about }) => ({ key: kind, name: about }));
  return chooseOne({ message: "What is it about?", choices, rows: 5 }, await asking(app));
}

async function askServers(app: App, { counted, least, most }: Shapes[number]): Promise<string> {
  const { chooseOne } = await import("../../ui/prompts.ts");
  const choices = Array.from({ length: most - least + 1 }, (_, at) => {
    const key = `${least + at}`;
    return { key, name: key };
  });
  const message = `How many ${counted}?`;
  return chooseOne({ message, choices, rows: 8 }, await asking(app));
}

async function asking({ globals, ctx }: App) {
  const { wantsAscii } = await import("../../ui/output.ts");
  const style = { colour: globals.colour, ascii: wantsAscii() };
  return { style, signal: ctx(() => {}).signal };
}

/** Every mistake, or what the lab has. */
export async function lint(name: string): Promise<void> {
  const { lintLab } = await import("../../core/run/proof/lint.ts");
  const { believing } = await import("../../core/lab/proofs.ts");
  const { pointsOf } = await import("../../core/lab/step-hints.ts");
  const { ourRenderer } = await import("../../render/ours.ts");
  const { print, printHints } = await import("../../ui/output.ts");
  const { lab, plan, cases, warnings } = await lintLab(name, ourRenderer());
  printHints(warnings, "warning");
  const points = lab.file.steps.reduce((sum, step) => sum + pointsOf(step), 0);
  print(
    `${lab.name}: ${plan.nodes.length} nodes, ${plan.steps.length} steps, ${points} points, ${cases.length} cases: no mistakes`,
  );
  const probes = believing(lab);
  if (probes.length > 0)
    printHints([
      `${probes.join(", ")}: whoever answers is believed, for no server has to prove who it is (\`proves\` of a role)`,
    ]);
}

/** Writes the starter anew, and says what became of each file. */
export async function renewStarter(name: string): Promise<void> {
  const { join } = await import("node:path");
  const { HalabError } = await import("../../core/base/error.ts");
  const { shown } = await import("../../core/base/shown.ts");
  const { requireLabDir } = await import("../../core/lab/open.ts");
  const { writeStarter } = await import("../../core/lab/starter.ts");
  const { print, printHints } = await import("../../ui/output.ts");
  const dir = requireLabDir(name);
  const { written, same, beside, marks } = writeStarter(dir);
  const starter = shown(join(dir, "starter"));
  if (marks === 0)
    throw new HalabError(
      "LAB_INVALID",
      `no file of ${shown(join(dir, "solution"))} has a TODO mark`,
      {
        hint: "docs/instructors.md, The starter",
      },
    );
  printHints(
    beside.map(
      (path) => `${starter}/${path} is for the same place on a node: remove one of the two`,
    ),
    "warning",
  );
  print(
    [
      ...written.map((path) => `written  ${starter}/${path}`),
      ...same.map((path) => `as it was  ${starter}/${path}`),
    ].join("\n"),
  );
}

/** A page on the terminal, or all of them as files. */
export async function showReference(
  app: App,
  page: string | undefined,
  options: { readonly write?: string },
): Promise<void> {
  const { writeFileSync } = await import("node:fs");
  const { join } = await import("node:path");
  const { HalabError } = await import("../../core/base/error.ts");
  const { makeFolder } = await import("../../core/base/folders.ts");
  const { didYouMean } = await import("../../core/base/nearest.ts");
  const { referencePages } = await import("../../authoring/reference/pages.ts");
  const { renderMarkdown } = await import("../../ui/markdown.ts");
  const { wantsAscii, width } = await import("../../ui/output.ts");
  const { printPagedStyled } = await import("../../ui/pager.ts");
  const pages = referencePages();
  if (options.write !== undefined) {
    makeFolder(options.write);
    for (const [name, text] of Object.entries(pages))
      writeFileSync(join(options.write, `${name}.md`), text);
    return;
  }
  const text = pages[page ?? "README"];
  if (text === undefined) {
    const names = Object.keys(pages).filter((name) => name !== "README");
    throw new HalabError("USAGE", `there is no page "${page}"${didYouMean(page ?? "", names)}`, {
      hint: "halab lab reference",
    });
  }
  const style = { width: width(), colour: app.globals.colour, ascii: wantsAscii() };
  await printPagedStyled(renderMarkdown(text, style), app.globals);
}

/** Labs from elsewhere, under their names. */
export async function addOutside(
  app: App,
  url: string,
  options: { readonly json?: boolean },
): Promise<void> {
  const { addLabs } = await import("../../authoring/outside/add.ts");
  const { print, printHints, printJson } = await import("../../ui/output.ts");
  const added = await addLabs(
    url,
    app.ctx(() => {}),
  );
  if (options.json) return printJson(added);
  const { before, commit, labs, twice } = added;
  const short = (id: string) => id.slice(0, 10);
  const was = before === undefined || before === commit ? "" : `, before ${short(before)}`;
  print(
    [
      `${added.url}, ${added.ref} at ${short(commit)}${was}:`,
      ...labs.map((name) => `  ${name}`),
      `halab show ${labs[0]} tells more, halab lab lint ${labs[0]} whether it is right.`,
    ].join("\n"),
  );
  printHints(
    twice.map((name) => `another lab is called "${name}", too: name its folder instead`),
    "warning",
  );
}

export async function removeOutside(url: string): Promise<void> {
  const { removeLabs } = await import("../../authoring/outside/add.ts");
  const { print } = await import("../../ui/output.ts");
  const gone = removeLabs(url);
  print(`${gone.url}: ${gone.labs.join(", ")} removed`);
}
