/** What the rules about where resources run say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const shown = "halab exec {lab} {node} -- crm configure show";
const scores = "halab exec {lab} {node} -- crm_simulate -sL";
const running = "halab exec {lab} {node} -- crm_mon -1";

export const placementTexts: Texts = {
  "fencing-without-device": {
    title: "Nichts startet, und kein Fehler ist zu sehen",
    because:
      "stonith-enabled ist {said}, und es gibt kein Gerät für das Fencing, also bleiben {id} und alle anderen angehalten.",
    see: "halab exec {lab} {node} -- crm_verify -LV",
    hints: [
      "Was sagt crm_verify zu STONITH?",
      "Mit eingeschaltetem Fencing startet Pacemaker nichts, solange es niemanden abschalten kann.",
      "Definiere ein primitive der Klasse stonith, oder setz in einem Lab ohne Fencing stonith-enabled=false.",
    ],
    why: "Fencing sorgt dafür, dass auf einem Knoten, der nicht antwortet, nichts mehr läuft. Ein Cluster, der das verspricht und kein Mittel dafür hat, tut lieber nichts.",
    example:
      "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100\n# keine property, keine Ressource stonith",
  },
  "fencing-off-shared": {
    title: "Zwei Knoten schreiben womöglich auf dieselbe Platte",
    because:
      "stonith-enabled ist false, und {id} ({agent}) dürfen zwei Knoten nie gleichzeitig verwenden.",
    see: shown,
    hints: [
      "Was tut ein Knoten mit {id}, während die anderen ihn für tot halten?",
      "Ob ein stummer Knoten aufgehört hat, weiß niemand; erst das Fencing sorgt dafür.",
      "Richte ein Gerät für das Fencing ein, und setz stonith-enabled=true.",
    ],
    why: "Ein eingefrorener Knoten wacht auf und schreibt weiter in ein Dateisystem, das längst ein anderer eingehängt hat. Keine Prüfung merkt das rechtzeitig: Danach ist es kaputt.",
    example:
      "property stonith-enabled=false\nprimitive data ocf:heartbeat:Filesystem params device=/dev/sdb1 directory=/srv fstype=ext4",
  },
  "fencing-unused": {
    title: "Es gibt ein Gerät für das Fencing, und niemand benutzt es",
    because: "stonith-enabled ist false, und {device} ist da.",
    see: shown,
    hints: [
      "Wer sorgt dafür, dass ein Knoten, der nicht antwortet, aufgehört hat?",
      "Geräte werden nur benutzt, wenn stonith-enabled true ist.",
      "Setz in Zeile {line} von {file} stonith-enabled=true.",
    ],
    why: "Ohne Fencing übernehmen die anderen von einem Knoten, der womöglich noch bedient. Das Gerät wird geprüft und nie gefragt.",
    example: "property stonith-enabled=false\nprimitive off stonith:fence_halab",
  },
  "fencing-forgets-node": {
    title: "Wenn {forgotten} schweigt, zieht nichts um",
    because: "Das Fencing ist für {named} da, und für {forgotten} gibt es kein Gerät.",
    see: "halab exec {lab} {node} -- stonith_admin --list {forgotten}",
    hints: [
      "Welches Gerät kann {forgotten} abschalten?",
      "Ein Gerät ist für die Knoten seiner pcmk_host_list da, und für niemanden sonst.",
      "Ergänze {forgotten} in der Liste in Zeile {line} von {file}.",
    ],
    why: "Mit Fencing startet das, was ein stummer Knoten betrieb, erst dann anderswo, wenn er abgeschaltet ist. Ein Knoten, den kein Gerät kennt, bleibt UNCLEAN, und seine Ressourcen hat niemand.",
    example: 'primitive off stonith:fence_halab params pcmk_host_list="n1 n2"',
  },
  "quorum-ignored": {
    title: "Ein geteilter Cluster betreibt alles doppelt",
    because:
      "no-quorum-policy ist ignore bei {count} Knoten, also macht ein Teil ohne Quorum weiter.",
    see: running,
    hints: [
      "Was tut ein Knoten, der keinen der anderen sieht?",
      "Ein Teil ohne Quorum muss anhalten, was er betreibt: Der andere startet es.",
      "Nimm no-quorum-policy=ignore aus Zeile {line}; der Standardwert ist stop.",
    ],
    why: "Die Regel ist für den Augenblick da, in dem ein Knoten nicht wissen kann, was die anderen tun. Wer das übergeht, hält jeden Teil für das Ganze, und mit Fencing schaltet womöglich ein einzelner alle anderen ab.",
    example: "property stonith-enabled=false no-quorum-policy=ignore",
  },
  "move-left": {
    title: "{resource} hängt an einer Regel, die ein Umzug hinterlassen hat",
    because:
      "{id} in {file} stammt von einem `move` oder `ban` von {resource} und gilt weiter: {host}.",
    see: scores,
    hints: [
      "Wer hat {id} geschrieben?",
      "Ein move ist eine location mit INFINITY, und sie bleibt, bis sie jemand aufhebt.",
      "Nimm {id} aus Zeile {line} von {file} (`crm resource clear {resource}`).",
    ],
    why: "Von Hand umziehen heißt: Pacemaker sagen, wohin etwas von jetzt an gehört. Vergessen, hindert es die Ressource daran, anderswohin oder zurück zu gehen.",
    example: "location cli-prefer-site site role=Started inf: n1",
  },
  "standby-from-start": {
    title: "{member} betreibt nichts",
    because: "Bei {member} ist in {file} {attribute} eingeschaltet.",
    see: running,
    hints: [
      "Was sagt crm_mon zu {member}?",
      "Ein Knoten in Standby ist Mitglied und betreibt keine Ressourcen.",
      "Nimm {attribute} aus Zeile {line} von {file} (`crm node online {member}`).",
    ],
    why: "Standby ist für die Wartung. Ein Cluster mit einem Knoten in Standby hat einen weniger, was immer geschieht.",
    example: "node n2 attributes standby=on",
  },
  "switched-off": {
    title: "Pacemaker lässt die Finger davon: {what}",
    because: "{setting} in Zeile {line} betrifft {what}.",
    see: running,
    hints: [
      "Wer startet, stoppt oder prüft das?",
      "target-role=Stopped hält es an; is-managed=false und maintenance lassen es, wie es ist.",
      "Nimm {setting} aus Zeile {line} von {file}.",
    ],
    why: "Was nicht verwaltet wird, wird weder gestartet noch umgezogen noch neu gestartet. Das ist für die Minuten gedacht, in denen jemand daran arbeitet.",
    example: "primitive web ocf:heartbeat:nginx meta target-role=Stopped",
  },
  "allowed-nowhere": {
    title: "{id} darf auf keinem Knoten laufen",
    because: "Für {id} gibt es keinen Platz: {why}.",
    see: scores,
    hints: [
      "Welche Punktzahl hat {id} auf jedem Knoten?",
      "Ohne Regel darf alles überall laufen, außer wenn symmetric-cluster false ist.",
      "Gib {id} eine location, die sie irgendwo erlaubt, oder nimm weg, was sie verbietet.",
    ],
    why: "Punkte werden addiert; ein Knoten mit minus INFINITY scheidet aus, was auch für ihn spricht. In einem Opt-in-Cluster scheiden zunächst alle aus.",
    example: "property symmetric-cluster=false\nprimitive web ocf:heartbeat:nginx",
  },
  "address-apart": {
    title: "Die Adresse ist auf einem Knoten und der Dienst auf einem anderen",
    because: "Nichts verbindet {server} mit {address}: keine Gruppe, keine colocation.",
    see: running,
    hints: [
      "Auf welchen Knoten sind {address} und {server}?",
      "Pacemaker verteilt auf die Knoten, was es frei platzieren darf.",
      "Mach eine Gruppe daraus (`group site {address} {server}`), oder eine colocation und eine order.",
    ],
    why: "Für Pacemaker sind das zwei Ressourcen. Hat ein Knoten wenige und ein anderer viele, gleicht es aus, und die Adresse ist dort, wo niemand antwortet.",
    example:
      "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100\nprimitive web ocf:heartbeat:nginx",
  },
  "colocation-missing": {
    title: "{server} wartet auf {address} und läuft anderswo",
    because:
      "{id} sagt, was von {address} und {server} zuerst startet, und nichts sagt, dass beide auf einem Knoten laufen.",
    see: running,
    hints: [
      "Auf welchen Knoten sind {address} und {server}?",
      "Eine order sagt, wann, eine colocation sagt, wo.",
      "Ergänze `colocation together inf: {server} {address}`, oder mach eine Gruppe daraus.",
    ],
    why: "Eine Reihenfolge über Knoten hinweg hat ihren Sinn: erst die Datenbank, dann der Webserver, wo immer sie sind. Darum bindet sie nichts aneinander.",
    example: "order first Mandatory: vip web",
  },
  "order-missing": {
    title: "{server} startet womöglich vor seiner Adresse",
    because:
      "{id} hält {server} und {address} auf einem Knoten, und nichts sagt, was zuerst startet.",
    see: shown,
    hints: [
      "Was tut ein Server, der startet, bevor seine Adresse da ist?",
      "Eine colocation sagt, wo, eine order sagt, wann.",
      "Ergänze `order first Mandatory: {address} {server}`, oder mach eine Gruppe daraus.",
    ],
    why: "Bei gleichzeitigem Start ist es Glück, wer zuerst da ist. Ein Server, der an die Adresse selbst bindet, scheitert ohne sie, und ein gescheiterter Start verbannt ihn vom Knoten.",
    example: "colocation together inf: web vip",
  },
  "order-loop": {
    title: "Nichts startet: Jeder wartet auf einen anderen",
    because: "Die Reihenfolgen gehen im Kreis: {way}.",
    see: "halab exec {lab} {node} -- crm_simulate -SL",
    hints: [
      "Welche Ressource des Kreises darf zuerst starten?",
      "Auch die Mitglieder einer Gruppe haben eine Reihenfolge, die der Liste.",
      "Nimm eine der Reihenfolgen weg, in Zeile {line}.",
    ],
    why: "Jeder Start ist erst nach dem davor erlaubt. In einem Kreis gibt es keinen ersten, also durchbricht Pacemaker ihn irgendwo oder startet nichts.",
    example: "order one Mandatory: vip web\norder two Mandatory: web vip",
  },
  "clone-pinned": {
    title: "Alle Kopien von {clone} laufen auf einem Knoten",
    because: "{id} bindet {clone} an {other}: Kopien dürfen nur dort sein, wo {other} ist.",
    see: running,
    hints: [
      "Wer hängt in {id} von wem ab?",
      "In einer colocation folgt die erste der zweiten.",
      "Dreh es in Zeile {line} um: `colocation {id} inf: {other} {clone}`.",
    ],
    why: "Die erste Ressource einer colocation geht dorthin, wo die zweite ist. Verkehrt herum ist ein Dienst, der auf jedem Knoten bereitstehen sollte, nur auf einem und startet bei jedem Failover neu.",
    example: "clone webs web\ncolocation together inf: webs vip",
  },
  "group-order": {
    title: "{server} startet vor seiner Adresse",
    because:
      "In der Gruppe {group} steht {server} vor {address}, und nach seiner eigenen Datei lauscht es an dieser Adresse.",
    see: shown,
    hints: [
      "In welcher Reihenfolge starten die Mitglieder von {group}?",
      "So, wie sie in der Liste stehen, und sie stoppen umgekehrt.",
      "Setz {address} in Zeile {line} vor {server}.",
    ],
    why: "Ein Server, der überall lauscht, darf ruhig zuerst starten. Einer, der an der Adresse selbst lauscht, kann nicht binden, was noch nicht da ist: Sein Start scheitert, auf jedem Knoten.",
    example: "group site web vip",
  },
  "failback-interrupts": {
    title: "Ein Knoten, der zurückkommt, holt sich seine Dienste sofort",
    because: "{resource} bevorzugt {host} mit {score}, und nichts hält sie dort, wo sie läuft.",
    see: scores,
    hints: [
      "Was merken die Nutzer, wenn {host} zurückkommt?",
      "Ein Umzug ist ein Stopp und ein Start; resource-stickiness sagt, wie viel das Bleiben wert ist.",
      "Ergänze `rsc_defaults resource-stickiness=` mit mehr, als die Bevorzugung wert ist.",
    ],
    why: "Ohne stickiness gewinnt der bevorzugte Knoten, sobald er da ist, und jede Rückkehr ist eine eigene Unterbrechung.",
    example: "location prefer site 50: n1\n# keine resource-stickiness",
  },
};
