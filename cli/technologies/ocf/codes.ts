/** Exit codes of a resource agent (OCF Resource Agent API 1.1, 2.2.2; Pacemaker Administration, OCF Return Codes). */
const names: Readonly<Record<number, string>> = {
  0: "OCF_SUCCESS",
  1: "OCF_ERR_GENERIC",
  2: "OCF_ERR_ARGS",
  3: "OCF_ERR_UNIMPLEMENTED",
  4: "OCF_ERR_PERM",
  5: "OCF_ERR_INSTALLED",
  6: "OCF_ERR_CONFIGURED",
  7: "OCF_NOT_RUNNING",
};

/** What `timeout -k` leaves of an action that did not end. */
export const killed = 137;

/** `exit 7 (OCF_NOT_RUNNING)`. */
export function codeText(code: number): string {
  if (code === killed) return "no end, so it was killed";
  const name = names[code];
  return name === undefined ? `exit ${code}` : `exit ${code} (${name})`;
}
