/** The meta-data that stands in an agent's text as it is printed; undefined where it is put together, or none is there. */
export function xmlIn(text: string): { readonly text: string; readonly line: number } | undefined {
  const begin = text.search(/<resource-agent[\s>]/);
  const closing = "</resource-agent>";
  const end = text.indexOf(closing, begin);
  if (begin < 0) return undefined;
  const line = text.slice(0, begin).split("\n").length;
  // Without its end: up to where a here-document or a text ends, as far as that can be told.
  const xml = end < 0 ? text.slice(begin).split(/\n(?:[A-Z]+|""".*|END.*)\n/)[0] : undefined;
  const whole = xml ?? text.slice(begin, end + closing.length);
  return /\$\{?\w|\{\w+\}|%s/.test(whole) ? undefined : { text: whole, line };
}
