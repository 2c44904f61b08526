import type { Texts } from "../../../core/kinds/rule.ts";

const roles = "halab exec {lab} {node} -- redis-cli info replication";
const health = "halab exec {lab} {node} -- /usr/local/sbin/node-healthy";
const sent =
  "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'";

export const texts: Texts = {
  "no-handover": {
    title: "Nutzer warten auf einen Master, der angehalten wurde",
    because:
      "{file} auf {node} hält den Speicher an und gibt die Rolle des Masters nie an einen anderen Knoten ab.",
    see: roles,
    hints: [
      "Was tut der Speicher dieses Knotens als Master für die Nutzer, und wer tut es, während er angehalten ist?",
      "Frage zuerst nach ROLE. Ist er der Master, dann übernimmt ein Replikat, das auf dem Stand ist, bevor irgendetwas angehalten wird.",
      "Über die Zeile, die den Speicher anhält: redis-cli failover to ADRESSE 6379 timeout 1000, und warten, bis beide ihre neue Rolle nennen.",
    ],
    why: "Ein Replikat übernimmt nicht von selbst, und ein Lastverteiler kann Nutzer nur zu einem Master schicken, den es gibt. Geplante Wartung braucht eine geplante Übergabe: einen Switchover, keinen Failover.",
    example: "halab-svc stop store",
  },
  "master-first": {
    title: "Der Master zieht öfter um, als er müsste",
    because:
      "Zeile {line} von {file} bringt {master}, den Master, vor {after} auf den neuen Stand.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "Wie oft zieht der Master bei deiner Reihenfolge um? Und bei einer anderen?",
      "Wer {master} ablöst, sollte schon fertig sein: Dann muss er nie wieder abgeben.",
      "Schreibe {master} in die letzte Zeile von {file}.",
    ],
    why: "Jeder Umzug ist ein Risiko und ein Augenblick, in dem Nutzer warten. Kommt der Master zuletzt, zieht er einmal um, auf einen fertigen Knoten; kommt er zuerst, zieht er auf einen, der noch an der Reihe ist. Und solange der Master die alte Version hat, gibt es einen Weg zurück.",
    example: "n1\nn2\nn3",
  },
  "one-line": {
    title: "Mehrere Knoten werden gleichzeitig umgestellt",
    because:
      "Zeile {line} von {file} nennt mehr als einen Knoten: {together} sind auf einmal an der Reihe.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "Wie viele Speicher dürfen gleichzeitig fehlen, wenn die anderen ihre Arbeit tun sollen?",
      "Der Operator nimmt Zeile für Zeile, und alle Knoten einer Zeile zusammen.",
      "Gib jedem Knoten eine eigene Zeile.",
    ],
    why: "Drei Knoten vertragen es, dass einer fehlt. Wer zwei anhält, nimmt ihnen, wozu sie da sind, und was schiefgeht, ist dann überall schiefgegangen.",
    example: "n3 n2 n1",
  },
  "node-forgotten": {
    title: "Ein Knoten behält die alte Version",
    because: "{file} auf {node} nennt {missing} nicht.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "Welche Knoten haben einen Speicher, und welche davon stehen in der Reihenfolge?",
      "Zwei Versionen nebeneinander sind ein Übergang und kein Zustand.",
      "Schreibe {missing} auf eine eigene Zeile in {file}; der Master kommt zuletzt.",
    ],
    why: "Ein Cluster mit zwei Versionen arbeitet, bis die alte übernehmen muss: Dann kann sie vielleicht nicht lesen, was die neue geschrieben hat.",
    example: "n2\nn1",
  },
  "never-restarted": {
    title: "Die neue Version liegt da, und die alte läuft",
    because: "{file} auf {node} ändert, wohin /opt/store führt, und startet den Speicher nie neu.",
    see: "halab exec {lab} {node} -- redis-cli info server",
    hints: [
      "Welches Programm führt ein Prozess aus, dessen Datei ersetzt wurde?",
      "Frage den Speicher selbst nach seiner Version, nicht den Ordner.",
      "halab-svc stop store, bevor der Link geändert wird, und danach halab-svc start store.",
    ],
    why: "Ein Prozess ist das Programm, als das er gestartet wurde, was auch immer jetzt unter dem Pfad liegt. So manches Sicherheitsupdate ist installiert und nicht in Kraft.",
    example: "ln -sfn redis-8.0 /opt/store",
  },
  "state-stays": {
    title: "Die alte Version startet nicht mehr",
    because:
      "{file} auf {node} startet die alte Version und lässt ihr den Zustand, den die neue geschrieben hat.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/redis/store.log",
    hints: [
      "Welches Format hat die Datei, die die alte Version beim Start vorfindet?",
      'Jede Version liest, was ältere geschrieben haben. Umgekehrt sagt sie "Can\'t handle RDB format version" und endet.',
      "Lege vor dem Start die dump.rdb der alten Version zurück (upgrade-node hebt eine Kopie auf), oder entferne die neue: Einem Replikat sagt der Master alles.",
    ],
    why: "Ein Programm lässt sich tauschen und zurücktauschen, sein Zustand nicht. Deshalb wird der Rückweg vorbereitet, bevor man den Hinweg geht.",
    example: "ln -sfn redis-7.0 /opt/store\nhalab-svc start store",
  },
  "roles-forgotten": {
    title: "Nach seinem Neustart ist der alte Master wieder Master",
    because: "{file} auf {node} lässt den Master umziehen und schreibt das in keine Datei.",
    see: roles,
    hints: [
      "Woher weiß ein Speicher beim Start, wem er folgt?",
      "Was redis-cli sagt, gilt bis zum Ende des Prozesses. Der nächste Start liest /etc/redis/redis.conf.",
      "Nach dem Umzug auf jedem Mitglied: redis-cli -h ADRESSE config rewrite.",
    ],
    why: "Zwei Master nehmen etwas von Nutzern an, und einer von ihnen wird alles vergessen müssen. Das ist ein Split Brain, ohne dass ein Netz ausfällt.",
    example: "redis-cli replicaof 10.87.0.12 6379",
  },
  "shallow-health": {
    title: "Auch ein leerer Speicher gilt als gesund",
    because: "{file} auf {node} fragt nach einem PING und nach nichts, was der Speicher hat.",
    see: health,
    hints: [
      "Was sagt PONG über den Zustand eines Speichers?",
      "Eine neue Version kann laufen und antworten und trotzdem nicht lesen können, was ihr Master schickt.",
      "Frage redis-cli info replication: role:master oder master_link_status:up.",
    ],
    why: "Der Operator geht zum nächsten Knoten, wenn dieses Skript ja sagt. Sagt es das zu früh, nimmt das Upgrade auch die letzte Kopie weg.",
    example: '[ "$(redis-cli ping)" = PONG ]',
  },
  "second-master": {
    title: "Was bestätigt war, ist weg",
    because:
      "{file} auf {node} macht ein Replikat zum Master, während der alte weiter Dinge annimmt.",
    see: roles,
    hints: [
      "Was wird aus dem, was der alte Master bestätigt, nachdem ihn das Replikat verlassen hat?",
      "Zuerst darf nichts Neues angenommen werden, dann muss das Replikat alles haben, und erst dann wechseln die Rollen.",
      "redis-cli failover to ADRESSE 6379 tut alles drei; oder redis-cli client pause 2000 write vor replicaof no one.",
    ],
    why: "REPLICAOF NO ONE fragt niemanden. Bis zum Ende des alten Masters gibt es zwei, und was der alte zuletzt geschrieben hat, steht nirgends sonst.",
    example: "redis-cli -h 10.87.0.12 replicaof no one",
  },
  "no-way-back": {
    title: "Was umgestellt ist, bleibt umgestellt",
    because: "{file} auf {node} bringt keine Version zurück.",
    see: "halab exec {lab} {node} -- readlink /opt/store",
    hints: [
      "Eine Version wird nach zwei von drei Knoten zurückgerufen. Was ist auf diesen zu tun?",
      "Der Operator ruft rollback-node mit der Version auf, die vorher lief.",
      "Den Speicher anhalten, ln -sfn VERSION /opt/store, ihm einen Zustand geben, den er lesen kann, und ihn starten.",
    ],
    why: "Ein Rückweg, den nie jemand gegangen ist, ist keiner. Er wird vor dem Upgrade geschrieben und ausprobiert.",
    example: "exit 0",
  },
  "left-in-maintenance": {
    title: "Am Ende ist kein Knoten mehr für die Nutzer da",
    because:
      "{file} auf {node} nimmt den Knoten beim Lastverteiler heraus, und kein Skript nimmt ihn wieder hinein.",
    see: "halab exec {lab} lb -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'",
    hints: [
      "Was sagt der Lastverteiler über einen Knoten, der vor einer Stunde umgestellt wurde?",
      "Er kommt wieder hinein, wenn er fertig ist, und auch, wenn das Skript scheitert oder beendet wird.",
      "trap '... state ready' EXIT, und für HUP, INT und TERM ein trap mit exit 1, bevor er herausgenommen wird.",
    ],
    why: "Eine Wartung, die niemand beendet, sieht wie Frieden aus: Alles ist gut, bis der letzte Knoten herausgenommen wird oder der falsche stirbt.",
    example: 'echo "set server shop/n3 state maint" | socat - TCP:10.87.0.10:9999',
  },
  "role-not-asked": {
    title: "Zwei von drei Nutzern werden abgewiesen",
    because: "{file} auf {node} sieht nach, ob jemand lauscht, und nicht, wer der Master ist.",
    see: sent,
    hints: [
      "Welcher der drei Speicher kann etwas Neues annehmen, und woher weiß das der Lastverteiler?",
      "Ein Speicher antwortet auf ROLE; das erste Wort ist master oder slave. HAProxy kann das schicken und die Antwort ansehen.",
      "option tcp-check, tcp-check connect port 6379, tcp-check send ROLE\\r\\n, tcp-check expect string master.",
    ],
    why: "Ein Replikat lebt, ist gesund und lässt sich nicht beschreiben. Eine Prüfung muss nach dem fragen, was Nutzer brauchen.",
    example: "option tcp-check\ntcp-check connect port 6379",
  },
  "no-retry": {
    title: "Nutzer sehen den Augenblick, in dem der Master umzieht",
    because:
      "{file} auf {node} reicht die Absage eines Speichers weiter, der nicht mehr Master ist.",
    see: sent,
    hints: [
      "Ein Speicher weigert sich, etwas anzunehmen. Ist es getan oder nicht? Darf man noch einmal fragen?",
      "Prüfungen bemerken einen Umzug einige hundertstel Sekunden zu spät. Was inzwischen dorthin ging, kommt als 503 zurück.",
      "Im Backend: retry-on conn-failure empty-response 503, retries 10, option redispatch 1.",
    ],
    why: "Eine Absage ist der beste aller Fehler: Nichts ist geschehen, und ein anderer kann sofort gefragt werden. HAProxy versucht es nur bei misslungenen Verbindungen noch einmal, solange man ihm nicht mehr sagt.",
    example: "retries 3\noption redispatch 1",
  },
};
