/** Includes that lead nowhere: of configurations, and of zone files. */
import { type Facts, type Found, placeIn } from "../../../core/kinds/rule.ts";
import { placeOf } from "./clauses.ts";
import { filedZones } from "./filed-zones.ts";
import { isPackaged, mustBeOurs } from "./packaged.ts";
import { serversOf } from "./server.ts";
import { pathOf } from "./zone/files.ts";

export function astrayIncludes(facts: Facts, what: "missing" | "loop"): readonly Found[] {
  const missing = (path: string) => what === "loop" || mustBeOurs(path);
  const configs = serversOf(facts).flatMap(({ astray, node }) =>
    astray
      .filter((one) => one.what === what && !isPackaged(one.path) && missing(one.path))
      .map(({ path, at }) => ({ where: [placeOf(at)], args: { path, server: node.name } })),
  );
  const zones = filedZones(facts).flatMap(({ misled, zone: { server } }) =>
    misled
      .filter((one) => one.what === what && missing(pathOf(server, one.path)))
      .map(({ path, file, line }) => ({
        where: [placeIn(file, line)],
        args: { path: pathOf(server, path), server: server.node.name },
      })),
  );
  return [...configs, ...zones];
}
