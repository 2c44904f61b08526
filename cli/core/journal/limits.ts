/** What a journal may have: who writes one keeps to it, so that whoever reads it need not believe more. */

/** Requests are numbered from 0, and end in about that order: a number far beyond the count is none. */
export const mostAhead = 1_000_000;
