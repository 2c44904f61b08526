/** What an agent's meta-data has to say (OCF Resource Agent API 1.1, ra-api-1.1.rng). */
import { XMLParser, XMLValidator } from "fast-xml-parser";

export const neededActions = ["start", "stop", "monitor", "meta-data", "validate-all"] as const;

interface Parts {
  readonly name: string | undefined;
  readonly actions: readonly { readonly name: string; readonly timeout: boolean }[];
  readonly parameters: readonly string[];
}

const asArray = (value: unknown): readonly unknown[] => {
  if (value === undefined || value === "") return [];
  return Array.isArray(value) ? value : [value];
};

/** A key of what was parsed; of what has no keys nothing. */
function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/** Undefined: it is no XML, or no agent's. */
export function partsOf(xml: string): Parts | undefined {
  if (XMLValidator.validate(xml.trim()) !== true) return undefined;
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" });
  const agent = at(parser.parse(xml), "resource-agent");
  if (agent === undefined) return undefined;
  const name = at(agent, "@name");
  return {
    name: typeof name === "string" ? name : undefined,
    actions: asArray(at(at(agent, "actions"), "action")).map((one) => ({
      name: String(at(one, "@name") ?? ""),
      timeout: at(one, "@timeout") !== undefined,
    })),
    parameters: asArray(at(at(agent, "parameters"), "parameter")).map((one) =>
      String(at(one, "@name") ?? ""),
    ),
  };
}

/** What it lacks: an action's name, or `parameter NAME`; the first alone, undefined when nothing is. */
export function lackOf({ actions, parameters }: Parts, needed: readonly string[]) {
  const action = neededActions.find((one) => !actions.some(({ name }) => name === one));
  if (action !== undefined) return action;
  const parameter = needed.find((one) => !parameters.includes(one));
  return parameter === undefined ? undefined : `parameter ${parameter}`;
}
