/** What a field names: its schema says so, and nobody else has to. */
import { z } from "zod";

/** A name in a spec that must exist in the lab; `path` is where it stands within the spec. */
export interface Ref {
  readonly to:
    | "node"
    | "nodeRef"
    | "segment"
    | "probe"
    | "step"
    | "formula"
    | "service"
    | "measure"
    | "file";
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** What a schema's text names. What is made of one, by `describe` or a check, names the same. */
const targets = z.registry<Pick<Ref, "to">>();

/** The same schema, and its text is the name of such a thing. */
export function namesA<S extends z.ZodType<string>>(to: Ref["to"], schema: S): S {
  const named = schema.clone();
  targets.add(named, { to });
  return named;
}

type Schema = z.core.SomeType | undefined;

/**
 * The names in a value that the schema gave: its defaults are there, and texts have become numbers.
 * Of the sorts of schemas that kinds are made of; within others there are no names.
 */
export function refsIn(schema: Schema, value: unknown, path: Ref["path"] = []): readonly Ref[] {
  if (!(schema instanceof z.ZodType) || value === undefined) return [];
  const target = targets.get(schema);
  if (target)
    return schema.safeParse(value).success ? [{ ...target, name: String(value), path }] : [];
  if (schema instanceof z.ZodUnion) return refsOfUnion(schema, value, path);
  if (schema instanceof z.ZodPipe) return refsIn(schema.out, value, path);
  if (isWrapped(schema)) return refsIn(schema.unwrap(), value, path);
  return refsOfParts(schema, value, path);
}

function isWrapped(schema: z.ZodType) {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  );
}

/**
 * Of the first option with a name in the value. That an option parses the value would not tell: it
 * was parsed already, and `plus: 200ms` is a number by now, which the option does not take.
 */
function refsOfUnion(schema: z.ZodUnion, value: unknown, path: Ref["path"]): readonly Ref[] {
  for (const option of schema.options) {
    const found = refsIn(option, value, path);
    if (found.length > 0) return found;
  }
  return [];
}

function refsOfParts(schema: z.ZodType, value: unknown, path: Ref["path"]): readonly Ref[] {
  if (Array.isArray(value))
    return value.flatMap((item, at) => refsIn(itemAt(schema, at), item, [...path, at]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = [...path, key];
    if (schema instanceof z.ZodObject) return refsIn(schema.shape[key], item, place);
    if (!(schema instanceof z.ZodRecord)) return [];
    return [...refsIn(schema.keyType, key, place), ...refsIn(schema.valueType, item, place)];
  });
}

function itemAt(schema: z.ZodType, at: number): Schema {
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodTuple ? schema.def.items[at] : undefined;
}
