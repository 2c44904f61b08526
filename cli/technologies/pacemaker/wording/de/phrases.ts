import type { Phrases } from "../../../../core/kinds/phrase.ts";

/** What the rules found, in words of their own. */
export const phrases: Phrases = {
  "property of the cluster": "Eigenschaft des Clusters",
  "meta attribute": "Meta-Attribut",
  "attribute of an operation": "Attribut einer Operation",
  "an agent of the class ocf": "ein Agent der Klasse ocf",
  "another one of ocf:{0}": "ein anderer aus ocf:{0}",
  "a resource that exists": "eine Ressource, die es gibt",
  "true, its default": "true, wie von selbst",
  "all resources": "alle Ressourcen",
  "it is banned from {0}": "sie ist von {0} verbannt",
  "symmetric-cluster is false, and no location lets it run anywhere":
    "symmetric-cluster ist false, und keine location erlaubt sie irgendwo",
  "has not succeeded": "ist nicht gelungen",
  "is off": "ist abgeschaltet",
  "failed and blocked": "fehlgeschlagen und blockiert",
  failed: "fehlgeschlagen",
};
