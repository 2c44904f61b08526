/** A daemon names the files of its node; who wrote them knows them by other paths. */
import { HalabError } from "../base/error.ts";
import type { Plan } from "./plan.ts";
import { refusedLine } from "./refused-line.ts";
import { asTheirs } from "./theirs.ts";

/**
 * Does `work`, which starts nodes: that one does not come up may be its files' doing; an error that names
 * files of nodes says, too, where whoever wrote them has them.
 */
export async function withOwnPaths<T>(plan: Plan, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const error = asTheirs(thrown, plan);
    throw error instanceof HalabError && error.code === "CONFIG_INVALID"
      ? namingOwn(plan, error)
      : error;
  }
}

function namingOwn(plan: Plan, error: HalabError): HalabError {
  const said = [error.message, ...error.details].join("\n");
  const node = plan.nodes.find(({ name }) => error.message.startsWith(`node ${name} `));
  const own = (node?.files ?? []).filter(
    ({ path, owner }) => owner === "student" && names(said, path),
  );
  if (!node || own.length === 0) return error;
  const lines = own.map(({ path, source }) => `${path} of ${node.name} is ${source}`);
  return new HalabError(error.code, error.message, {
    details: [...refusedLine(error.message, node), ...error.details, ...lines],
    hint: error.hint,
    cause: error.cause,
    node: error.node,
  });
}

/** As a whole path: /etc/a.conf is not named by /etc/a.conf.d/x. */
function names(text: string, path: string): boolean {
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + 1))
    if (!/^[\w/-]|^\.\w/.test(text.slice(at + path.length))) return true;
  return false;
}
