import type { Texts } from "../../../core/kinds/rule.ts";

const shown = "halab exec {lab} {node} -- crm_mon -1";
const noted = "halab exec {lab} {node} -- cat /var/log/halab/guest";

export const texts: Texts = {
  "moves-cold": {
    title: "Der Gast wird gestoppt und neu gebootet, obwohl er im Betrieb umziehen könnte",
    because:
      "{id} darf nicht migrieren, also stoppt Pacemaker ihn auf dem einen Knoten und startet ihn auf dem anderen",
    see: "halab exec {lab} {node} -- crm_resource --resource {id} --meta --get-parameter allow-migrate",
    hints: [
      "Was macht Pacemaker mit einer Ressource, die einen Knoten verlassen muss?",
      "Er stoppt sie hier und startet sie dort, außer ihr Agent kann migrieren und jemand hat es erlaubt.",
      "Schreibe `meta allow-migrate=true` in das Primitive {id} von {file}.",
    ],
    why: "Dass ein Agent migrate_to und migrate_from anbietet, genügt nicht: allow-migrate ist ohne Angabe false. Jede Verbindung bricht ab, und Nutzer warten auf das Booten.",
    example: "primitive shop ocf:halab:guest params guest=shop \\\n  op monitor interval=5s",
  },
  "ordered-behind": {
    title: "Der Gast wird für seinen Umzug gestoppt, obwohl er migrieren darf",
    because:
      "{id} startet nach {before}, was nicht migrieren kann: Ziehen beide um, muss {before} stoppen und {id} davor",
    see: shown,
    hints: [
      "Welche Ressourcen müssen gestoppt sein, bevor {before} gestoppt werden darf?",
      "Was mit dem Start auf {before} wartet, endet vor {before}. Kann {id} dann umziehen?",
      "Nimm {id} aus der Gruppe oder der Reihenfolge mit {before} in Zeile {line} von {file}.",
    ],
    why: "Bei einer Live-Migration muss alles, wovon die Ressource abhängt, währenddessen auf beiden Knoten da sein. Was unterwegs gestoppt und gestartet wird, ist es nicht.",
    example: "group all page-ip page-web shop",
  },
  "too-little-time": {
    title: "Pacemaker gibt den Gast auf, bevor er fertig ist",
    because: "{operation} von {id} hat {seconds} s, und der Agent verlangt {least} s",
    see: shown,
    hints: [
      "Wie lange bootet ein Gast, und wie lange dauert ein Umzug?",
      "Eine Operation, die bis zu ihrem Timeout nicht fertig ist, ist fehlgeschlagen, auch wenn sie gut weiterging. Was macht Pacemaker nach einem fehlgeschlagenen {operation}?",
      "Schreibe `op {operation} timeout={least}s` in Zeile {line} von {file}.",
    ],
    why: "Ein fehlgeschlagener Start ist für seinen Knoten endgültig (start-failure-is-fatal). Auf einen fehlgeschlagenen Umzug folgen Stopp und Start: ein Booten, das niemand wollte.",
    example: "op start timeout=3s interval=0s",
  },
  "other-guest": {
    title: "Der Gast startet nicht: Die Hypervisoren haben keinen solchen Gast",
    because: "{id} soll der Gast {value} sein, und die Hypervisoren haben {right}",
    see: shown,
    hints: [
      "Welchen Gast haben die Hypervisoren?",
      "GUEST in /etc/hypervisor/node.conf sagt es; der Parameter `guest` des Agenten muss derselbe sein.",
      "Schreibe `params guest={right}` in Zeile {line} von {file}.",
    ],
    why: "Der Agent weist einen Gast ab, den er nicht kennt (OCF_ERR_CONFIGURED), und Pacemaker versucht es dann auf keinem anderen Knoten.",
    example: "primitive shop ocf:halab:guest params guest=shopp",
  },
  "disk-unlocked": {
    title: "Zwei Instanzen des Gasts können seine Platte offen haben",
    because:
      "{file} auf {node} nennt keine Sperre, also hindert nichts eine zweite Instanz daran, auf die Platte zu schreiben",
    see: noted,
    hints: [
      "Wer wird gefragt, wenn jemand den Gast von Hand auf dem anderen Hypervisor startet?",
      "Nicht der Cluster. Die Platte bekommt jeder, der danach fragt; nur ihre Sperre lässt einen Zweiten warten.",
      "Schreibe LOCK=HOST:PORT in {file}: Der Speicher verwaltet Sperren auf Port 10811.",
    ],
    why: "Fencing schützt vor dem, was der Cluster tut. Ein Mensch, ein Dienst beim Booten oder ein zweiter Cluster startet einen Gast an ihm vorbei, und zwei Instanzen zerstören das Dateisystem in Sekunden.",
    example: "LOCK=none",
  },
  "lock-elsewhere": {
    title: "Der Gast startet nicht: Dort verwaltet niemand seine Sperre",
    because: "{node} sucht die Sperre bei {value}, und Sperren werden bei {right} verwaltet",
    see: noted,
    hints: [
      "Wer verwaltet die Sperre der Platte?",
      "Der Dienst `lock`, dort, wo die Platte ist, auf Port 10811.",
      "Schreibe LOCK={right} in Zeile {line} von {file}.",
    ],
    why: "Ein Gast, dessen Sperre nicht zu bekommen ist, wird nicht gestartet: Niemand könnte sagen, ob er schon läuft.",
    example: "LOCK=10.90.1.11:10811",
  },
  "starts-itself": {
    title: "Ein Hypervisor, der bootet, startet den Gast, wer immer ihn inzwischen hat",
    because: "{file} auf {node} sagt nicht AUTOSTART=no",
    see: noted,
    hints: [
      "Wer startet den Gast, wenn ein Hypervisor nach einem Stromausfall zurückkommt?",
      "Sein Dienst, falls er den Gast vorher hatte, und er fragt niemanden. Inzwischen hat ihn der Cluster auf dem anderen gestartet.",
      "Schreibe AUTOSTART=no in {file}.",
    ],
    why: "Was ein Cluster-Manager startet, darf sonst nichts starten. Nur die Sperre der Platte hält die zweite Instanz noch fern.",
    example: "AUTOSTART=yes",
  },
  "both-shoot": {
    title: "Zwei Knoten, die einander aus den Augen verlieren, verlieren beide ihren Strom",
    because:
      "Beide dürfen gleichzeitig schießen: {device} hat keine Verzögerung, und kein Knoten ist mehr wert als der andere",
    see: "halab exec {lab} {node} -- stonith_admin --history '*'",
    hints: [
      "Beide Knoten haben ein Quorum (two_node). Welcher von ihnen schießt zuerst?",
      "Eine Steckdosenleiste braucht für jede Dose einen Moment: lange genug für die zweite Frage. Einer von beiden muss etwas warten, und wer soll gewinnen?",
      "Schreibe `property priority-fencing-delay=6s` und für den Gast `meta priority=10` in {file}; oder gib den Geräten verschiedene `pcmk_delay_base`.",
    ],
    why: "Mit two_node dürfen beide Seiten eines Splits weitermachen, und nur Fencing entscheidet. Treffen beide Schüsse, ist niemand übrig, obwohl niemand krank war.",
    example: 'primitive switch stonith:fence_halab params pcmk_host_list="hv1 hv2"',
  },
};
