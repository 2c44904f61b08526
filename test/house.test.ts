import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { checkHouse } from "./house/house.ts";
import { readTree, sentence } from "./house/tree.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[/\\]$/, "");

const tree = readTree(root);

it("reads the whole house", () => {
  for (const path of [
    "cli/main.ts",
    "cli/core/kinds/load.ts",
    "test/house.test.ts",
    "templates/README.md",
    "templates/node/services/ssh",
    "templates/keepalived/node/services/keepalived",
  ])
    expect(tree.has(path), path).toBe(true);
});

it("keeps the rules of the house", () => {
  const broken = checkHouse(tree).map(sentence);
  expect(broken.length, `\n${broken.join("\n")}\n`).toBe(0);
});
