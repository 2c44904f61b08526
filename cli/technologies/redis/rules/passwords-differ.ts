import { phrase } from "../../../core/kinds/phrase.ts";
import {
  type FactFile,
  type Facts,
  type Found,
  placeIn,
  type RuleKind,
} from "../../../core/kinds/rule.ts";
import { lastOf, placeOf, type Said } from "../meaning/files.ts";
import { isFailover, sentinelsOf } from "../meaning/sentinels.ts";
import { type Store, storeAt, storesOf } from "../meaning/stores.ts";

export const kind: RuleKind = {
  kind: "passwords-differ",
  severity: "error",
  rank: 35,
  needs: "files",
  source: "redis.conf of Redis 7.0, requirepass and masterauth",
  breaks: isFailover,
  find(facts): readonly Found[] {
    const stores = storesOf(facts);
    return [...replicas(stores), ...watchers(facts, stores)];
  },
};

/** Replicas that give another password than their master asks for. */
function replicas(stores: readonly Store[]): readonly Found[] {
  return stores.flatMap((store) => {
    const master = store.replicaOf && storeAt(stores, store.replicaOf);
    const given = lastOf(store.said, "masterauth");
    const who = { given, word: given?.args[0]?.value, file: store.file, name: "masterauth" };
    return master ? refused(master, who) : [];
  });
}

/** Sentinels that give another password than the master asks for. */
function watchers(facts: Facts, stores: readonly Store[]): readonly Found[] {
  return sentinelsOf(facts).flatMap(({ file, said, monitors }) =>
    monitors.flatMap((monitor) => {
      const master = storeAt(stores, monitor);
      const own = said.filter(({ args }) => args[0]?.value === monitor.name);
      const given = lastOf(own, "sentinel auth-pass");
      const who = { given, word: given?.args[1]?.value, file, name: "sentinel auth-pass" };
      return master ? refused(master, who) : [];
    }),
  );
}

interface Giver {
  readonly given: Said | undefined;
  readonly word: string | undefined;
  readonly file: FactFile;
  /** Of the directive. */
  readonly name: string;
}

function refused(master: Store, { given, word, file, name }: Giver): readonly Found[] {
  const wanted = lastOf(master.said, "requirepass");
  const password = wanted?.args[0]?.value ?? "";
  if (!wanted || password === "" || password === word) return [];
  return [
    {
      where: [given ? placeOf(given) : placeIn(file), placeOf(wanted)],
      args: {
        master: master.node.name,
        has: given ? phrase`another ${name}` : phrase`no ${name}`,
        name,
      },
    },
  ];
}
