/** What the rules about operations and addresses say, in German. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const shown = "halab exec {lab} {node} -- crm configure show";

export const operationTexts: Texts = {
  "monitor-missing": {
    title: "{id} stirbt, und niemand merkt es",
    because: "{id} hat kein `op monitor` mit einem Intervall.",
    see: "halab exec {lab} {node} -- crm configure show {id}",
    hints: [
      "Woher erfährt Pacemaker, dass {id} gestorben ist?",
      "Es fragt den Agenten, beim Start einmal, und danach nur, wenn ein monitor sagt, wie oft.",
      "Ergänze bei {id} `op monitor interval=10s timeout=20s`.",
    ],
    why: "Ohne wiederkehrenden monitor gilt als laufend, was einmal gestartet ist, bis sein Knoten weg ist.",
    example: "primitive web ocf:heartbeat:nginx op start timeout=40s interval=0s",
  },
  "monitor-too-slow": {
    title: "Es dauert zu lange, bis {id} als tot erkannt wird",
    because: "{id} wird alle {interval} s geprüft, und das Lab verträgt {limit} s.",
    see: "halab exec {lab} {node} -- crm configure show {id}",
    hints: [
      "Wie lange darf {id} tot sein, bis jemand nachsieht?",
      "Bis zu ein ganzes Intervall, dann wird gestoppt und gestartet.",
      "Setz das Intervall in Zeile {line} deutlich unter {limit} s.",
    ],
    why: "Das Intervall eines monitor ist die Zeit, die ein Ausfall unbemerkt bleiben darf; Stopp und Start kommen dazu.",
    example: "op monitor interval=60s",
  },
  "monitor-interval-twice": {
    title: "Einer von zwei monitors von {id} läuft nie",
    because: "{id} hat zwei monitors mit einem Intervall von {interval} s.",
    see: "halab exec {lab} {node} -- crm_verify -LV",
    hints: [
      "Woran unterscheidet Pacemaker zwei Operationen einer Ressource?",
      "An Name und Intervall: Jede Rolle braucht ein eigenes Intervall.",
      "Gib in Zeile {line} einem davon ein anderes Intervall: Eine Sekunde mehr genügt.",
    ],
    why: "Der Schlüssel einer Operation ist Ressource, Name und Intervall. Von zwei gleichen wird die zweite übergangen, also wird eine Rolle gar nicht geprüft.",
    example: "op monitor interval=10s role=Promoted op monitor interval=10s role=Unpromoted",
  },
  "timeout-short": {
    title: "{id} gilt womöglich als tot, obwohl es nur langsam ist",
    because: "{operation} von {id} hat {seconds} s, und {agent} bittet um {least} s.",
    see: "halab exec {lab} {node} -- crm ra info {agent}",
    hints: [
      "Wie lange dauert {operation} von {id}, wenn viel los ist?",
      "Ein Timeout ist ein Fehler; bei einem Stopp einer, den nur das Fencing behebt.",
      "Setz den timeout in Zeile {line} näher an {least} s.",
    ],
    why: "Ein langer Timeout kostet nichts, solange alles gut geht. Ein kurzer macht aus einem beschäftigten Knoten einen kaputten, und ein aufgegebener Stopp blockiert die Ressource oder lässt den Knoten abschalten.",
    example: "primitive db ocf:heartbeat:pgsql op stop timeout=5s interval=0s",
  },
  "failures-forever": {
    title: "Fehler werden nie vergessen",
    because:
      "migration-threshold ist {threshold}, und kein failure-timeout sagt, wann ein Fehler alt ist.",
    see: "halab exec {lab} {node} -- crm_mon -1f",
    hints: [
      "Wann darf eine Ressource auf einen Knoten zurück, auf dem sie {threshold}-mal ausgefallen ist?",
      "Nie, bis jemand aufräumt; oder nach failure-timeout.",
      "Ergänze failure-timeout=, oder denk an `crm resource cleanup`.",
    ],
    why: "Gezählt wird über Monate. Eines Tages ist der letzte Knoten verbraucht, und niemand weiß mehr, warum.",
    example: "rsc_defaults migration-threshold=3",
  },
  "address-outside": {
    title: "{id} hat eine Adresse, die niemand erreicht",
    because: "{ip} liegt in keinem der Netze der Knoten: {networks}.",
    see: "halab exec {lab} {node} -- ip -4 address",
    hints: [
      "In welchen Netzen sind die Knoten?",
      "Die Adresse muss aus einem davon sein, denn die anderen fragen per ARP nach ihr.",
      "Schreib eine Adresse aus {networks} in Zeile {line}.",
    ],
    why: "Zu einer Adresse aus einem anderen Netz kommt nie ein Paket, und IPaddr2 findet nicht einmal eine Schnittstelle für sie.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.91.0.100",
  },
  "address-taken": {
    title: "{id} nimmt eine Adresse, die {owner} hat",
    because: "{ip} ist die eigene Adresse von {owner}.",
    see: "halab exec {lab} {owner} -- ip -4 address",
    hints: [
      "Wer antwortet schon für {ip}?",
      "Die Adresse des Clusters gehört keinem Knoten.",
      "Schreib eine freie Adresse in Zeile {line}.",
    ],
    why: "Zwei Rechner mit einer Adresse: Caches entscheiden, wer die Pakete bekommt, und der Knoten selbst ist womöglich von seinem Cluster abgeschnitten.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.11",
  },
  "nic-unknown": {
    title: "{id} startet nie: Die Schnittstelle {nic} gibt es nicht",
    because: "{id} will {nic}, und die Knoten haben {devices}.",
    see: "halab exec {lab} {node} -- ip -br link",
    hints: [
      "Wie heißen die Schnittstellen der Knoten?",
      "nic darf fehlen: IPaddr2 findet die mit dem Netz der Adresse.",
      "Schreib die richtige Schnittstelle in Zeile {line}, oder lass nic weg.",
    ],
    why: "Eine Ressource kann auf jedem Knoten laufen, also muss es ihre Schnittstelle auf allen geben. Ohne sie scheitert der Start, und ein gescheiterter Start verbannt sie vom Knoten.",
    example: "primitive vip ocf:heartbeat:IPaddr2 params ip=10.90.0.100 nic=ens33",
  },
  "files-differ": {
    title: "Was in cluster.crm von {others} steht, gilt nirgends",
    because: "{others} hat eine andere cluster.crm als {loader}, und {loader} lädt seine für alle.",
    see: shown,
    hints: [
      "Wessen cluster.crm ist die Konfiguration des Clusters?",
      "Der Knoten, den corosync.conf zuerst nennt, lädt seine; die anderen erfahren davon.",
      "Schreib auf alle Knoten dieselbe cluster.crm, oder ändere die von {loader}.",
    ],
    why: "Ein Cluster hat eine Konfiguration, die CIB. Sie entsteht aus einer Datei, und was auf anderen Knoten steht, liest niemand.",
    example: "# n1\nproperty no-quorum-policy=stop\n# n2\nproperty no-quorum-policy=freeze",
  },
};
