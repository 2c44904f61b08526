/** Passwords and keys in configurations, as daemons call them: reports and errors travel further than files. */
const secret = /secret|passw|auth_pass|auth-pass|requirepass|masterauth/i;

/** A line that is better not shown. */
export function mayHoldSecret(line: string): boolean {
  return secret.test(line);
}
