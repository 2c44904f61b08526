/** What the intake gives: one folder of files for nodes for each submission. */

/** What a layout says of who handed it in. */
export interface Student {
  readonly name?: string;
  readonly email?: string;
  readonly number?: string;
}

/** One submission, laid out as `--files` wants it. */
export interface Submission {
  /** The name of its folder or archive, safe for file systems, and nobody else's of the batch. */
  readonly id: string;
  /** With a folder for each node or role; empty where it was refused. */
  readonly dir: string;
  readonly student?: Student;
  /** All of a team, where several handed it in; `student` is the first. */
  readonly team?: readonly Student[];
  /** Where it came from, for people: a path, and what lay within an archive behind "!". */
  readonly source: string;
  /** Why nothing of it can be played: a sentence for the student. */
  readonly refused?: string;
  /** What was left out, or taken from elsewhere: a sentence each. */
  readonly litter: readonly string[];
}
