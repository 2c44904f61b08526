/** Who listens on a port of a real server, as its files and services say. */
import type { FactFile, Facts, NodeFacts } from "../../core/kinds/rule.ts";

/** Services of a node that listen on no port of TCP that a check could ask. */
const silent = ["rc-local", "nftables"];
/** templates/node/services/echo */
const echoPort = 7000;
const nginxConf = "/etc/nginx/nginx.conf";

/** Ports of `listen` lines; undefined: it includes what is no file of the lab. */
function nginxPorts(text: string): readonly number[] {
  return text.split("\n").flatMap((line) => {
    const match = /^\s*listen\s+(?:[\w.[\]*:]*:)?(\d{1,5})\b/.exec(line);
    return match ? [Number(match[1])] : [];
  });
}

function nginxFile(file: FactFile | undefined): FactFile | undefined {
  return file?.owner === "lab" ? file : undefined;
}

/** The service that answers on a port: its name; null: none does; undefined: nobody can tell. */
export function listenerOn(
  { services, files }: NodeFacts,
  port: number,
  facts: Facts,
): string | null | undefined {
  const file = nginxFile(files.get(nginxConf));
  const nginx = services.includes("nginx");
  if (nginx && file && facts.parsed(nginxPorts, file).includes(port)) return "nginx";
  if (services.includes("echo") && port === echoPort) return "echo";
  const known = services.every((one) => [...silent, "nginx", "echo"].includes(one));
  return known && (!nginx || file) ? null : undefined;
}
