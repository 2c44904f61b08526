/** What the rules about /etc/samba/sites.ldif say. */
import type { Texts } from "../../../core/kinds/rule.ts";

const links = "halab exec {lab} {node} -- samba-tool drs showrepl";

export const siteTexts: Texts = {
  "site-unknown": {
    title: "dc1 does not come up, or a site is without effect",
    because: "{node}'s {file} names the site {site}, which nothing makes.",
    see: "halab exec {lab} {node} -- samba-tool sites list",
    hints: [
      "Is every site that the file names there?",
      "There is Default-First-Site-Name, and whatever the file makes (objectClass: site) under exactly that name.",
      "Make the site {site}, or mend its name in line {line} of {file}.",
    ],
    why: "siteObject and siteList are references to objects. A reference to nothing is refused, and with it the file.",
    example: "siteObject: CN=Brunch,CN=Sites,CN=Configuration,DC=lab,DC=test",
  },
  "site-unlinked": {
    title: "The branch hears of nothing, and nobody hears of the branch",
    because: "{node}'s {file} makes the site {site}, and no site link has it.",
    see: links,
    hints: [
      "Along which way does a change get from one site to the other?",
      "The KCC makes connections between sites only where a site link has both.",
      "Add `siteList: CN={site},CN=Sites,CN=Configuration,...` to DEFAULTIPSITELINK (changetype: modify, add: siteList).",
    ],
    why: "A site without a link is an island: its controllers take writes and issue tickets, and what is changed there stays there.",
    example:
      "dn: CN=Branch,CN=Sites,CN=Configuration,DC=lab,DC=test\nchangetype: add\nobjectClass: site",
  },
  "site-empty": {
    title: "The controller of the branch is in the head office's site",
    because:
      "No controller's address belongs to the site {site} by {node}'s {file} (its subnet: {subnet}).",
    see: "halab exec {lab} {node} -- samba-tool sites subnet list {site}",
    hints: [
      "How does a controller that joins know in which site it is?",
      "By its address: it goes to the site of the longest subnet that has it, or else to the first site.",
      "Make a subnet object for the branch's addresses whose siteObject is the site {site}.",
    ],
    why: "Sites are about addresses. Where no subnet tells, everybody is in the first site, and clients of the branch are sent anywhere.",
    example: "siteObject: CN=Default-First-Site-Name,CN=Sites,CN=Configuration,DC=lab,DC=test",
  },
};
