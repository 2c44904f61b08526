// For knip (unused exports, files and packages): files that are found by where they lie, and the one
// export that is read from each by its name, so that no import of it is to be seen.
const foundByName = [
  [/^cli\/main\.ts$/, "main"],
  [/^cli\/commands\/([^/]+\/)?[^/]+\.ts$/, "register"],
  [/^(cli\/providers\/[^/]+|test\/fake)\/index\.ts$/, "provider"],
  [/^cli\/technologies\/[^/]+\/[^/]+\/[^/]+\.ts$/, "kind"],
  [/^cli\/technologies\/[^/]+\/rules\/[^/]+\/[^/]+\.ts$/, "kind"],
  [/^cli\/technologies\/[^/]+\/texts\/[^/]+\.ts$/, "texts"],
  [/^cli\/technologies\/[^/]+\/texts\/[^/]+\.ts$/, "tests"],
  [/^cli\/technologies\/[^/]+\/(texts|wording)\/([^/]+\/)?[^/]+\.ts$/, "phrases"],
  [/^scripts\/found-by-name\.js$/, "default"],
];

/** Takes those exports out of knip's findings. */
export default function withoutFoundByName(results) {
  const { exports } = results.issues;
  for (const [file, found] of Object.entries(exports)) {
    for (const [place, name] of foundByName) {
      if (!place.test(file) || !(name in found)) continue;
      delete found[name];
      results.counters.exports -= 1;
    }
    if (Object.keys(found).length === 0) delete exports[file];
  }
  return results;
}
