import { createRequire, Module } from "node:module";

/**
 * What dockerode loads at once, and uses only for sessions of BuildKit (gRPC) and for engines behind
 * ssh://. Together they take twice as long to load as all the rest of a command.
 */
const seldom = ["@grpc/grpc-js", "@grpc/proto-loader", "ssh2"];

/** The Docker client; the parts of it that are seldom used are loaded when they are. */
export async function loadDockerode(): Promise<typeof import("dockerode")> {
  const here = createRequire(import.meta.url);
  // Their versions are dockerode's own, wherever npm has put them.
  const own = createRequire(here.resolve("dockerode"));
  const modem = createRequire(own.resolve("docker-modem"));
  for (const name of seldom) {
    const from = name === "ssh2" ? modem : own;
    const file = from.resolve(name);
    from.cache[file] ??= standIn(file, from);
  }
  return (await import("dockerode")).default;
}

/** In a module's place: it loads the module itself when something of it is called or made. */
function standIn(file: string, from: NodeJS.Require): NodeJS.Module {
  let real: object | undefined;
  const load = (): object => {
    if (real) return real;
    delete from.cache[file];
    const loaded: object = from(file);
    real = loaded;
    return loaded;
  };
  const module = new Module(file);
  module.loaded = true;
  // `import()` asks what it has got whether it is a promise.
  const get = (_: object, key: string | symbol) =>
    key === "then" ? undefined : part(() => Reflect.get(load(), key));
  module.exports = new Proxy({}, { get });
  return module;
}

/** One export, before it is known: a class that is made with `new`, a function, or an object. */
function part(find: () => object): object {
  return new Proxy(class {}, {
    construct: (_, args) => Reflect.construct(find() as new () => object, args),
    apply: (_, self, args) => Reflect.apply(find() as () => unknown, self, args),
    get: (_, key) => Reflect.get(find(), key),
  });
}
