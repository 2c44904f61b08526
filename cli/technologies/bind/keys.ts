/** Keys for signed questions (TSIG, RFC 8945). Their secrets go on stdin only: argv is in error messages. */
import { nodeFailed } from "../../core/base/error.ts";
import type { Ctx } from "../../core/base/time.ts";
import type { NodeAgent } from "../../core/cluster/provider.ts";

export interface TsigKey {
  readonly name: string;
  readonly algorithm: string;
  readonly secret: string;
}

/** The keys of a configuration as `named-checkconf -p` prints it, without rndc's own. */
export function keysOf(config: string): TsigKey[] {
  const blocks = config.matchAll(
    /^\s*key "?([^"\s]+)"? \{\s*algorithm "?([^";]+)"?;\s*secret "([^"]+)";\s*\};/gm,
  );
  return [...blocks]
    .map(([, name = "", algorithm = "", secret = ""]) => ({ name, algorithm, secret }))
    .filter((key) => key.name !== "rndc-key");
}

/** Of a node's own named.conf. What its checker says is not passed on: it quotes what it read. */
export async function readKeys(agent: NodeAgent, ctx: Ctx): Promise<TsigKey[]> {
  const argv = ["named-checkconf", "-p", "/etc/bind/named.conf"];
  const { exitCode, stdout } = await agent.run(argv, ctx);
  if (exitCode === 0) return keysOf(stdout);
  throw nodeFailed(agent.node, `named-checkconf on ${agent.node} refuses named.conf`, {
    hint: `halab exec CLUSTER ${agent.node} -- named-checkconf /etc/bind/named.conf`,
  });
}

/** As a file of keys, for `dig -k /dev/stdin`. */
export function keyStatement({ name, algorithm, secret }: TsigKey): string {
  return `key "${name}" { algorithm ${algorithm}; secret "${secret}"; };\n`;
}
