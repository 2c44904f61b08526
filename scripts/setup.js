#!/usr/bin/env node
// Makes a checkout ready: npm packages, then the engine. Plain JavaScript without dependencies,
// because npm runs it before every `npm start` and `npm test`, on whatever Node is there (>= 18),
// and mostly there is nothing to do.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const windows = process.platform === "win32";
const ownNode = join(root, "node_modules", "node", "bin", windows ? "node.exe" : "node");
// Set for our children: a lifecycle script of theirs that leads back here has nothing to do.
const guard = "HALAB_SETUP_RUNNING";

function fail(message, hint, output = "") {
  // After a mistake of its user, npm prints all of its options; they say nothing here.
  const brief = output.replace(/^npm error Clean install a project[\s\S]*npm help ci.*\n/m, "");
  if (brief.trim() !== "") console.error(brief.trimEnd());
  console.error(`error: ${message}`);
  console.error(`hint:  ${hint}`);
  process.exit(3);
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Whether npm should have installed this optional package here. */
function forThisMachine({ os, cpu, libc }) {
  if (os === undefined || cpu === undefined) return false;
  // The Node that comes with the packages is made for glibc only.
  const libcIsRight = libc === undefined || libc.includes("glibc");
  return libcIsRight && os.includes(process.platform) && cpu.includes(process.arch);
}

/** The first package that is not there as the lock file says; undefined when all are. */
function findMissing() {
  const wanted = packagesOf("package-lock.json");
  // npm writes this file last, so it is missing after an `npm ci` that was broken off.
  const installed = packagesOf("node_modules/.package-lock.json");
  if (wanted === undefined || installed === undefined) return "node_modules";
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "") continue;
    const there = installed[path];
    if (there === undefined && entry.optional && !forThisMachine(entry)) continue;
    if (there?.version !== entry.version || there.integrity !== entry.integrity) return path;
  }
  if (!existsSync(ownNode)) return "node_modules/node/bin";
  return Object.keys(installed).find((path) => !(path in wanted));
}

/**
 * The environment for `npm ci` inside of an npm script: npm hands its own options on as
 * npm_config_*, so `npm test --dry-run` or `--json` would change what is done here. Only what says
 * how to reach the registry, and where the cache is, goes on.
 */
function npmEnv() {
  const keep =
    /^npm_config_(registry|cache|userconfig|globalconfig|.*prox.*|ca|cafile|strict_ssl)$/i;
  const keepToo = /^npm_config_(offline|prefer_offline|fetch_.*|maxsockets|\/\/.*|@.*)$/i;
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    const npms = /^(npm_|INIT_CWD$)/i.test(name);
    if (!npms || keep.test(name) || keepToo.test(name)) env[name] = value;
  }
  return { ...env, ...asOwnNode(), [guard]: "1" };
}

/**
 * npm leaves out optional packages that are not for the Node that runs npm, which on Node 18 are
 * parts of vitest. But they are for the Node 24 that comes with them: let npm see that version.
 */
function asOwnNode() {
  const version = packagesOf("package-lock.json")?.["node_modules/node"]?.version;
  if (version === undefined || Number(process.versions.node.split(".")[0]) >= 24) return {};
  const preload = join(root, "scripts", "own-node.cjs").replaceAll("\\", "/");
  const options = `${process.env.NODE_OPTIONS ?? ""} --require "${preload}"`;
  return { NODE_OPTIONS: options.trim(), HALAB_OWN_NODE: `v${version}` };
}

function npmCommand() {
  const script = process.env.npm_execpath ?? "";
  if (basename(script) === "npm-cli.js") return [process.execPath, script];
  return [windows ? "npm.cmd" : "npm"];
}

function installPackages() {
  console.error("setting up: npm packages (about 15 s)");
  const [file, ...args] = npmCommand();
  const quiet = ["--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  // With NODE_ENV=production npm would leave out what the tests and Node 24 come from.
  const result = spawnSync(file, [...args, "ci", "--include=dev", ...quiet], {
    cwd: root,
    env: npmEnv(),
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: windows && file === "npm.cmd",
  });
  if (result.status !== 0) {
    const why = result.error?.message ?? result.signal ?? `exit code ${result.status}`;
    const output = `${result.stdout ?? ""}${result.stderr ?? ""}`;
    fail(
      `npm ci did not work (${why})`,
      output.includes("EUSAGE") ? "npm install" : "npm ci",
      output,
    );
  }
  const missing = findMissing();
  if (missing !== undefined) {
    fail(`npm ci left out ${missing} (is ignore-scripts set?)`, "npm ci --ignore-scripts=false");
  }
}

/** npm links only the commands of dependencies; this is for `halab` in npm's scripts and `npx`. */
function linkCommand() {
  const link = join(root, "node_modules", ".bin", windows ? "halab.cmd" : "halab");
  if (existsSync(link)) return;
  try {
    if (windows) writeFileSync(link, '@node "%~dp0\\..\\..\\bin\\halab.js" %*\r\n');
    else symlinkSync("../../bin/halab.js", link);
  } catch (error) {
    // Another set-up at the same time may have made it.
    if (error.code !== "EEXIST") throw error;
  }
}

function prepareEngine() {
  // The tests that have to run on VMs should not wait for their image.
  const vm = /\bqemu\b/.test(process.env.HALAB_ENGINES ?? "") ? ["--vm"] : [];
  const child = spawn(ownNode, ["bin/halab.js", "doctor", "--fix", ...vm], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, [guard]: "1" },
  });
  // A terminal sends Ctrl-C to the doctor too; it cleans up, and this waits for it.
  const tty = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  process.on("SIGINT", () => tty || child.kill("SIGINT"));
  for (const name of ["SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  child.on("error", (error) => fail(`cannot start Node 24: ${error.message}`, "npm ci"));
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? code : 130;
  });
}

if (process.env[guard] === undefined) {
  const version = process.versions.node;
  if (Number(version.split(".")[0]) < 18) {
    fail(`setting up needs Node 18 or newer, and this is Node ${version}`, "install Node 24");
  }
  if (findMissing() !== undefined) installPackages();
  linkCommand();
  prepareEngine();
}
