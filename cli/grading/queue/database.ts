/** What a queue needs of its database: PostgreSQL, of a server or in this process. */

/** As pg-boss asks for it, too. */
export interface Sql {
  // biome-ignore lint/suspicious/noExplicitAny: rows are what the statement says; pg-boss types them so.
  executeSql(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

export interface Database extends Sql, AsyncDisposable {
  readonly backend: "postgres" | "pglite";
  /** All of it or nothing. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
}
