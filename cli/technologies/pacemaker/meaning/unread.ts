/** Where crm reads something else than what was meant, or nothing at all, all else follows from it. */
export const unread: readonly string[] = [
  "quote-open",
  "statement-unknown",
  "continuation-missing",
  "words-glued",
  "comment-inside",
  "comment-goes-on",
  "id-twice",
].map((name) => `pacemaker/${name}`);
