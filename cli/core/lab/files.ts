/** Where the files of a node come from: templates, the solution, a student's folder. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { HalabError } from "../base/error.ts";
import { nearest } from "../base/nearest.ts";
import type { Renderer } from "../base/renderer.ts";
import { shown } from "../base/shown.ts";
import { contentOf } from "../cluster/content.ts";
import type { PlannedFile } from "../cluster/plan.ts";
import type { Lab } from "./lab.ts";
import type { LabFile } from "./schema.ts";
import { type Found, type Given, mostTold } from "./submission/found.ts";
import { readFolder } from "./submission/read.ts";
import { fateOf, type Takes, takesOf } from "./submission/takes.ts";
import { plain } from "./submission/words.ts";

/** A folder laid out as NODE/PATH or ROLE/PATH, e.g. lb1/etc/keepalived/keepalived.conf. */
export interface FileSource {
  readonly dir: string;
  /** Ours: files ending in .hbs are templates. A student's files are taken as they are. */
  readonly render: boolean;
}

export interface FileContext {
  readonly lab: Lab;
  readonly renderer: Renderer;
  readonly templatesDir: string;
  /** Searched in order for the files that students own, and for those that a role is open for. */
  readonly sources: readonly FileSource[];
  /** Hears what a student's folder holds that no node takes. */
  readonly onNote?: (text: string) => void;
}

/** The solution of a lab; a mutant or an alternative lies over it. */
export function solutionOf(lab: Pick<Lab, "dir">): FileSource {
  return { dir: join(lab.dir, "solution"), render: true };
}

type FileSpec = LabFile["roles"][string]["files"][string];
type Node = { readonly name: string; readonly role: string };
type Variables = Readonly<Record<string, unknown>>;

/** The sources as they were read, once for all nodes. */
export class NodeFiles {
  readonly #context: FileContext;
  readonly #found: readonly Found[];
  /** By role: what every node of it takes, also one whose folder is another role's too. */
  readonly #takes: ReadonlyMap<string, Takes>;
  /** The files are the lab's own, so what is wrong with them is. */
  readonly #ours: boolean;

  constructor(context: FileContext) {
    this.#context = context;
    const { file } = context.lab;
    this.#takes = takesOf({ nodes: {}, roles: file.roles });
    this.#ours = context.sources.length === 0 || context.sources.some(({ render }) => render);
    const takes = takesOf(file);
    const roleOf = new Map(Object.entries(file.nodes).map(([name, { role }]) => [name, role]));
    const called = (owner: string) =>
      `${Object.hasOwn(file.nodes, owner) ? "node" : "role"} ${owner}`;
    this.#found = context.sources.map((source) => {
      const found = readFolder({ source, limits: file.submission, takes, roleOf, called });
      if (!source.render) for (const note of found.notes) context.onNote?.(note);
      return found;
    });
  }

  /** What is wrong with the folders themselves. */
  errors(): HalabError[] {
    const otherwise = `halab show ${shown(this.#context.lab.dir)}   (lists what nodes take)`;
    return this.#found.flatMap(({ mistakes, hint = otherwise }) =>
      limited(mistakes).map((text) => this.#wrong(text, hint)),
    );
  }

  #wrong(text: string, hint: string): HalabError {
    return new HalabError(this.#ours ? "LAB_INVALID" : "SUBMISSION_INVALID", text, { hint });
  }

  /** Every file of one node; what is wrong with one is told with all others. */
  of(node: Node, variables: Variables, onError: (error: HalabError) => void): PlannedFile[] {
    const specs = this.#context.lab.file.roles[node.role]?.files ?? {};
    const trying = (make: () => PlannedFile | undefined): PlannedFile[] => {
      try {
        const file = make();
        return file ? [file] : [];
      } catch (error) {
        if (!(error instanceof HalabError)) throw error;
        onError(error);
        return [];
      }
    };
    const asked = Object.entries(specs).flatMap(([path, spec]) =>
      trying(() => this.#asked(node, path, spec, variables)),
    );
    const more = this.#allowed(node).flatMap((given) => {
      const mode = given.executable ? 0o755 : 0o644;
      return trying(() => this.#planned(given, mode, variables));
    });
    const files = [...asked, ...more];
    const clash = clashOf(node, files);
    if (clash !== undefined) onError(this.#wrong(clash, "take one of the two away"));
    return files;
  }

  #asked(node: Node, path: string, spec: FileSpec, variables: Variables): PlannedFile | undefined {
    const mode = Number.parseInt(spec.mode, 8);
    const given = spec.owner === "student" ? this.#find(node, path) : undefined;
    if (given) return this.#planned(given, mode, variables);
    const content = this.#fromTemplate(spec, node, path, variables);
    return content && { path, mode, ...content, owner: spec.owner };
  }

  /** What nobody asked for, but the role is open for. */
  #allowed(node: Node): Given[] {
    const takes = this.#takes.get(node.role);
    const paths = this.#found.flatMap(({ files }) =>
      [node.name, node.role].flatMap((owner) => [...(files.get(owner)?.keys() ?? [])]),
    );
    const open = [...new Set(paths)].filter((path) => takes && fateOf(path, takes) === "allowed");
    return open.sort().flatMap((path) => this.#find(node, path) ?? []);
  }

  #find(node: Node, path: string): Given | undefined {
    for (const { files } of this.#found) {
      for (const owner of [node.name, node.role]) {
        const given = files.get(owner)?.get(path);
        if (given) return given;
      }
    }
    return undefined;
  }

  /** A file beside one that is missing, with nearly its name: Windows hides the ending of x.conf.txt. */
  #instead(node: Node, path: string): string {
    const given = this.#found.flatMap(({ files }) =>
      [node.name, node.role].flatMap((owner) => [...(files.get(owner)?.values() ?? [])]),
    );
    const beside = new Map(
      given
        .filter((one) => posix.dirname(one.path) === posix.dirname(path))
        .map((one) => [posix.basename(one.path), one]),
    );
    const [name] = nearest(posix.basename(path), beside.keys());
    const one = name === undefined ? undefined : beside.get(name);
    return one ? `, but ${plain(shown(one.file))}` : "";
  }

  #planned(given: Given, mode: number, variables: Variables): PlannedFile {
    const source = shown(given.file);
    const content = given.template
      ? { content: this.#context.renderer.render(given.bytes.toString("utf8"), variables, source) }
      : contentOf(given.bytes);
    return { path: given.path, mode, ...content, source, owner: "student" };
  }

  /** Undefined where something else is wrong with the student's file, which is said already. */
  #fromTemplate(
    spec: FileSpec,
    node: Node,
    path: string,
    variables: Variables,
  ): Pick<PlannedFile, "content" | "source"> | undefined {
    const { sources, lab, renderer, templatesDir } = this.#context;
    if (!spec.template || (spec.owner === "student" && !this.#ours)) {
      const owners = [node.name, node.role];
      if (this.#found.some((one) => owners.some((owner) => one.explains(owner, path))))
        return undefined;
      const [first] = sources;
      const missing = shown(join(first?.dir ?? "", node.name + path));
      throw this.#wrong(
        `there is no ${missing}${this.#instead(node, path)}`,
        `halab learn ${shown(lab.dir)} DIR --no-session   (makes a folder with all of it)`,
      );
    }
    const file = join(templatesDir, `${spec.template}.hbs`);
    const content = renderer.render(readFileSync(file, "utf8"), variables, shown(file));
    return { content, source: `template ${spec.template}` };
  }
}

function limited(mistakes: readonly string[]): readonly string[] {
  if (mistakes.length <= mostTold) return mistakes;
  return [...mistakes.slice(0, mostTold), `and ${mistakes.length - mostTold} more of this kind`];
}

/** A node's folder and its role's lie over each other: what is a file in one may be a folder in the other. */
function clashOf(node: Node, files: readonly PlannedFile[]): string | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]));
  for (const { path, source } of files) {
    const parts = path.split("/");
    const above = parts.map((_, at) => byPath.get(parts.slice(0, at).join("/"))).find(Boolean);
    if (above)
      return `${above.path} of ${node.name} is a file by ${above.source}, and a folder by ${source}`;
  }
  return undefined;
}
