import { fileName, type Tree, type Violation, within } from "./tree.ts";

/** What every technology has beside its code: a README, tests, and a reader for each of its services. */
export function checkTechnologies(tree: Tree): Violation[] {
  const technologies = foldersIn(tree, "cli/technologies");
  return [
    ...technologies.flatMap((name) => beside(tree, name)),
    ...foldersIn(tree, "test/technologies")
      .filter((name) => !technologies.includes(name))
      .map((name) =>
        violation(
          `test/technologies/${name}`,
          `tests of no folder of cli/technologies: name it alike`,
        ),
      ),
    ...servicesOf(tree, technologies).flatMap((service) => readerOf(tree, service)),
    ...idleExcuses(tree, technologies),
  ];
}

function violation(file: string, text: string, line = 1): Violation {
  return { file, line, rule: "technologies", text };
}

function foldersIn(tree: Tree, place: string): string[] {
  const inside = [...tree.keys()].filter((path) => path.startsWith(`${place}/`));
  const names = inside.map((path) => path.slice(place.length + 1).split("/"));
  return [...new Set(names.filter((parts) => parts.length > 1).map(([name = ""]) => name))].sort();
}

function beside(tree: Tree, name: string): Violation[] {
  const readme = `cli/technologies/${name}/README.md`;
  const tests = `test/technologies/${name}`;
  const tested = [...tree.keys()].some((path) => within(path, tests) && path.endsWith(".test.ts"));
  return [
    ...((tree.get(readme) ?? "").trim() === ""
      ? [violation(readme, "there is none: say what the technology is and what its files do")]
      : []),
    ...(tested ? [] : [violation(tests, "no *.test.ts: its kinds are tested there")]),
  ];
}

interface Service {
  readonly name: string;
  readonly file: string;
  /** Where it is said why nobody reads what it has in force. */
  readonly readme: string;
}

/** A service is a file of an image; the folder that it lies in may be that of a technology. */
function servicesOf(tree: Tree, technologies: readonly string[]): Service[] {
  return [...tree.keys()].flatMap((file) => {
    const owner = /^templates\/(?:images\/)?([^/]+)\/(?:node\/|vm\/|layer\/)?services\/[^/]+$/.exec(
      file,
    )?.[1];
    if (owner === undefined) return [];
    const readme = technologies.includes(owner)
      ? `cli/technologies/${owner}/README.md`
      : "templates/README.md";
    return [{ name: fileName(file), file, readme }];
  });
}

function hasReader(tree: Tree, name: string): boolean {
  return [...tree.keys()].some((path) =>
    /^cli\/technologies\/[^/]+\/readers\/[^/]+$/.test(path)
      ? fileName(path) === `${name}.ts`
      : false,
  );
}

/** The form of the line: `No reader for SERVICE: reason`, also as an item of a list. */
const excuse = /^(?:[-*] )?No reader for `?([^\s:`]+)`?: \S/;

interface Excuse {
  readonly service: string;
  readonly readme: string;
  readonly line: number;
}

function excusesIn(tree: Tree, readme: string): Excuse[] {
  return (tree.get(readme) ?? "").split("\n").flatMap((text, at) => {
    const service = excuse.exec(text)?.[1];
    return service === undefined ? [] : [{ service, readme, line: at + 1 }];
  });
}

function readerOf(tree: Tree, { name, file, readme }: Service): Violation[] {
  const excused = excusesIn(tree, readme).some(({ service }) => service === name);
  if (excused || hasReader(tree, name)) return [];
  const text = `nobody reads what ${name} has in force: write cli/technologies/*/readers/${name}.ts, or say why not in ${readme}, in a line "No reader for ${name}: ..."`;
  return [violation(file, text)];
}

function idleExcuses(tree: Tree, technologies: readonly string[]): Violation[] {
  const services = servicesOf(tree, technologies);
  const readmes = technologies.map((name) => `cli/technologies/${name}/README.md`);
  return [...readmes, "templates/README.md"]
    .flatMap((readme) => excusesIn(tree, readme))
    .filter(
      ({ service, readme }) =>
        hasReader(tree, service) ||
        !services.some((one) => one.name === service && one.readme === readme),
    )
    .map(({ service, readme, line }) =>
      violation(
        readme,
        `${service} has a reader, or is no service of this folder: take the line out`,
        line,
      ),
    );
}
