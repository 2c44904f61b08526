/** Every request to the engine has a deadline and a signal: it may accept one and then stand still. */
import { Readable } from "node:stream";
import type Docker from "dockerode";

/** What docker-modem's `dial` is told; the rest is handed on. */
interface Request {
  readonly path: string;
  readonly method: string;
  readonly abortSignal?: AbortSignal;
}

type Done = (error: unknown, data: unknown) => void;

interface Modem {
  dial(request: Request, done: Done): void;
}

const minute = 60_000;

/**
 * How long the engine may take until it answers; what it then streams is not counted. On a machine
 * that is busy with starting clusters, one request takes seconds.
 */
export function deadlineMs({ method, path }: Pick<Request, "method" | "path">): number {
  if (/^\/(?:build|images\/create)\b/.test(path)) return 30 * minute;
  // The caller says for how long, with its signal; the switch's helper is waited for as long as a run goes on.
  if (/^\/containers\/[^/]+\/wait\b/.test(path)) return 12 * 60 * minute;
  if (/^\/images\/[^?]+\?/.test(path) && method === "DELETE") return 5 * minute;
  return method === "GET" || method === "HEAD" ? minute / 2 : minute;
}

/**
 * The same client, whose requests end with the signal; so do those of what is got from it. Of an engine
 * that dies in the midst of an answer dockerode says nothing, so that the end is said here.
 */
export function boundTo(docker: Docker, signal: AbortSignal): Docker {
  const real: Modem = docker.modem;
  const modem: Modem = Object.create(real);
  modem.dial = (request, done) => {
    const limit = deadlineMs(request);
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), limit);
    const given = request.abortSignal ? [request.abortSignal] : [];
    const abortSignal = AbortSignal.any([signal, late.signal, ...given]);
    let settled = false;
    const settle: Done = (error, data) => {
      // Nobody would read it.
      if (settled && data instanceof Readable) data.destroy();
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      abortSignal.removeEventListener("abort", leave);
      done(late.signal.aborted ? standsStill(request, limit) : error, data);
    };
    const leave = () => settle(cancelled(), null);
    abortSignal.addEventListener("abort", leave);
    real.dial.call(modem, { ...request, abortSignal }, settle);
  };
  return Object.create(docker, { modem: { value: modem } });
}

function cancelled(): Error {
  return Object.assign(new Error("the request was cancelled"), { name: "AbortError" });
}

function standsStill({ method, path }: Request, limit: number): Error {
  const what = `${method} ${path.replace(/\?.*$/, "")}`;
  const text = `it accepted ${what} and did not answer in ${limit / 1000} s`;
  return Object.assign(new Error(text), { code: "ETIMEDOUT" });
}
