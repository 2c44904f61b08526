/** What the probes and measures of a transactional client share: whom it asks, by which driver, and as whom. */
import { z } from "zod";
import { nodeName, number } from "../../core/kinds/values.ts";

/** Of templates/transactions/layer/src: a client library each. */
const drivers = ["mariadb", "postgresql"] as const;

const word = (what: string) => z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, `must be ${what}`);

export const client = {
  from: nodeName.describe("The node whose program it is: a client."),
  to: z.array(nodeName).min(1).max(16).describe("The nodes of the database, by their names."),
  driver: z.enum(drivers).describe("The database's own client library that it asks by."),
  port: number
    .pipe(z.number().int().min(1).max(65535))
    .optional()
    .describe("Default: the database's usual one."),
  database: word("a database's name").default("halab").describe("It has to be there."),
  user: word("a user's name").default("halab").describe("It may create tables there."),
  password: z
    .string()
    .regex(/^[\x21-\x7e]*$/, "must be one word")
    .default("")
    .describe("Its password; default: none."),
  session: z
    .string()
    .regex(/^[a-z_]+=[a-z0-9_]+$/, "must be NAME=VALUE")
    .optional()
    .describe("A setting of each of its sessions, e.g. synchronous_commit=local."),
};

export const table = word("a table's name");

const clientSpec = z.object({ ...client, table });

/** As a probe's spec has it, of whichever kind. */
export type Client = z.infer<typeof clientSpec>;

/** The client of a probe that is planned; undefined when it is none of these. */
export function clientOf(spec: unknown): Client | undefined {
  return clientSpec.safeParse(spec).data;
}

/** For halab-transactions. */
export function clientArgv(spec: Client, to: readonly string[] = spec.to): string[] {
  return [
    ...["--driver", spec.driver, "--to", to.join(",")],
    ...(spec.port === undefined ? [] : ["--port", String(spec.port)]),
    ...["--database", spec.database, "--user", spec.user, "--table", spec.table],
    ...(spec.password === "" ? [] : ["--password", spec.password]),
    ...(spec.session === undefined ? [] : ["--session", spec.session]),
  ];
}
