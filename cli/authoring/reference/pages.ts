/** docs/reference: all that lab.yaml and the files of a lab can say. */
import { helpers } from "../../render/helpers.ts";
import { labPage, made, rolesPage, stepsPage } from "./of-lab.ts";
import { imagesPage, servicesPage, table, templatesPage } from "./of-nodes.ts";

const shelves = [
  ["probes", "what asks and watches"],
  ["checks", "what a step expects"],
  ["faults", "what a step breaks"],
  ["measures", "what a step measures"],
  ["formulas", "what the protocol itself promises"],
] as const;

/** Every page by its name. */
export function referencePages(): Readonly<Record<string, string>> {
  const pages = {
    lab: labPage(),
    roles: rolesPage(),
    steps: stepsPage(),
    services: servicesPage(),
    images: imagesPage(),
    templates: templatesPage(),
    helpers: helpersPage(),
  };
  const about = Object.entries(pages).map(([name, [title = ""]]) => {
    return `- [${title.replace(/^# /, "")}](${name}.md)`;
  });
  const kinds = shelves.map(([shelf, what]) => `- [${shelf}](../kinds/${shelf}.md): ${what}`);
  const index = ["# Reference for authors of labs", made, [...about, ...kinds].join("\n")];
  return Object.fromEntries(
    Object.entries({ README: index, ...pages }).map(([name, parts]) => [
      name,
      `${parts.join("\n\n")}\n`,
    ]),
  );
}

const variables = [
  ["`{{subnet}}`, `{{vip}}` ...", "the lab's `params`", "everywhere"],
  ["`{{name}}`, `{{role}}`", "the node's own", "files of nodes"],
  [
    "`{{address}}`, `{{device}}`",
    "its address on its first segment, and the device there",
    "files of nodes",
  ],
  ["`{{priority}}` ...", "`vars` of its role, and its own over them", "files of nodes"],
  [
    "`{{nodes.lb1.address}}`",
    "another node by its name: `name`, `role`, `address`, its `vars`",
    "files of nodes",
  ],
  [
    "`{{#each members.web}}`",
    "the nodes of a role, each as above: `{{this.name}}`",
    "files of nodes",
  ],
  ["`{{#each peers}}`", "the others of the node's own role", "files of nodes"],
];

function helpersPage(): string[] {
  return [
    "# Variables and helpers of templates",
    made,
    "Files of a lab that end in `.hbs` are templates (Handlebars): `{{...}}` is worked out for each node. So is every string of lab.yaml, before any node has its address: there only parameters are known. In YAML a value with `{{...}}` needs quotes. A variable that is not set is an error.",
    table(["variable", "what it is", "known in"], variables),
    "## Helpers",
    "Here `subnet` is 10.77.0.0/24, and `advert` is 1.",
    table(
      ["helper", "what it gives", "example", "gives"],
      helpers.map(({ name, about, example: [template, gives] }) => [
        `\`${name}\``,
        about,
        `\`${template}\``,
        gives,
      ]),
    ),
    "Besides `#if`, `#unless` (with `{{else}}`) and `#each` (`{{this}}`, `{{@index}}`, `{{../name}}`), and shared templates: `{{> haproxy/http.cfg}}`.",
  ];
}
