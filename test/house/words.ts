import { type Node, visitorKeys } from "oxc-parser";
import type { Source } from "./imports.ts";
import { lineAt } from "./tree.ts";

/** A string in the code. */
export interface Word {
  readonly word: string;
  readonly line: number;
  /**
   * What it is said of: the property or variable that it is a value of, the type that it is a part of,
   * the other side of a comparison, what a switch asks (all as they stand there), or `call()`.
   */
  readonly beside: string;
}

/**
 * The strings of a file: literals, also in types, and the keys of a table, which is an object that a
 * variable holds, since `{ outage: ... }[kind]` asks for a name as much as `kind === "outage"` does.
 */
export function wordsOf({ text, parsed }: Source): Word[] {
  const found: Word[] = [];
  walk(parsed.program, [], (node, above) => {
    const word = wordOf(node, above);
    if (word === undefined) return;
    const beside = besideOf(text, node, above);
    found.push({ word, line: lineAt(text, node.start), beside });
  });
  return found;
}

type Above = readonly Node[];

/** Parents come first; `above` ends with the node's own parent. */
function walk(node: Node, above: Above, visit: (node: Node, above: Above) => void) {
  visit(node, above);
  const inside = [...above, node];
  for (const child of childrenOf(node)) walk(child, inside, visit);
}

function childrenOf(node: Node): Node[] {
  const fields = new Map<string, unknown>(Object.entries(node));
  const children = (visitorKeys[node.type] ?? []).flatMap((key) => fields.get(key));
  return children.filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

const paths: ReadonlySet<string> = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

function wordOf(node: Node, above: Above): string | undefined {
  const parent = above.at(-1);
  if (!parent || paths.has(parent.type)) return undefined;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral" && node.quasis.length === 1)
    return node.quasis[0]?.value.cooked ?? undefined;
  if (node.type === "Identifier" && isKeyOfTable(node, above)) return node.name;
  return undefined;
}

/** What may stand between an object and the variable that holds it. */
const wrappers: ReadonlySet<string> = new Set(["TSAsExpression", "TSSatisfiesExpression"]);

function isKeyOfTable(node: Node, above: Above): boolean {
  const property = above.at(-1);
  if (property?.type !== "Property" || property.key !== node || property.computed) return false;
  if (above.at(-2)?.type !== "ObjectExpression") return false;
  return (
    above.slice(0, -2).findLast(({ type }) => !wrappers.has(type))?.type === "VariableDeclarator"
  );
}

function besideOf(text: string, node: Node, above: Above): string {
  // Without the type that a variable may carry.
  const said = (one: Node) =>
    one.type === "Identifier" ? one.name : text.slice(one.start, one.end).replace(/\s+/g, " ");
  let below = node;
  for (const parent of above.toReversed()) {
    const beside = slotOf(parent, below);
    if (beside) return parent.type === "CallExpression" ? `${said(beside)}()` : said(beside);
    below = parent;
  }
  return "";
}

/** What a parent says of its child, if it is one that says something. */
function slotOf(parent: Node, child: Node): Node | undefined {
  switch (parent.type) {
    case "Property":
    case "PropertyDefinition":
    case "TSPropertySignature":
      return child === parent.key ? undefined : parent.key;
    case "VariableDeclarator":
    case "TSTypeAliasDeclaration":
    case "FunctionDeclaration":
      return parent.id ?? undefined;
    case "BinaryExpression":
      return child === parent.left ? parent.right : parent.left;
    case "AssignmentExpression":
      return parent.left;
    case "SwitchStatement":
      return parent.discriminant;
    case "CallExpression":
      return child === parent.callee ? undefined : parent.callee;
    case "MemberExpression":
      return child === parent.object ? undefined : parent.object;
    default:
      return undefined;
  }
}
