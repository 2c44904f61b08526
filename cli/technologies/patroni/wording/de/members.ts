/** Was die Regeln dazu sagen, wer zusammengehört und wie man einander erreicht. */
import type { Texts } from "../../../../core/kinds/rule.ts";

const list = "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml list";
const members = "halab exec {lab} {node} -- etcdctl member list";

export const memberTexts: Texts = {
  "scope-differs": {
    title: "Ein Knoten ist in einem eigenen Cluster",
    because: "Der scope von {node} ist {scope}, der von {others} ist {other}.",
    see: list,
    hints: [
      "Woran erkennt ein Patroni, welcher Cluster der seine ist?",
      "Am scope: einem Ordner dieses Namens in etcd. Ein anderer Name ist ein anderer Cluster, mit einem anderen Leader.",
      "Schreibe `scope: {other}` in {file} auf {node}.",
    ],
    why: "Ein Knoten mit anderem scope findet dort, wo er nachsieht, keinen Leader und legt eine eigene Datenbank an. Das ist ein zweiter Primary, und kein Fehler, den irgendjemand gemeldet bekommt.",
    example: "scope: shpo",
  },
  "name-twice": {
    title: "Ein Patroni endet, sobald es startet",
    because: "{node} heißt {name}, und so heißt auch {others}.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/patroni/patroni.log",
    hints: [
      "Woran erkennen die Mitglieder eines Clusters einander?",
      "Jedes schreibt unter seinem eigenen Namen in etcd, also kann es je Namen nur eines geben.",
      "Gib {node} einen eigenen `name`, in Zeile {line} von {file}.",
    ],
    why: "Zwei Mitglieder eines Namens würden denselben Schlüssel schreiben, und jedes hielte die Führung des anderen für die eigene. Patroni fragt vor dem Start, ob es schon eines gibt, und endet dann.",
    example: "db1: name: db1\ndb2: name: db1",
  },
  "address-elsewhere": {
    title: "Die anderen fragen den falschen Knoten, oder niemanden",
    because: "{key} von {node} ist {value}, und das ist nicht {node}.",
    see: list,
    hints: [
      "Was schreiben sich die anderen von {node} auf: wo ist er nach eigener Aussage zu erreichen?",
      "`connect_address` benutzen die anderen: der eigene Name oder die eigene Adresse, nie die eines anderen, und nie eine wie 0.0.0.0.",
      "Schreibe den eigenen Namen von {node}, oder seine Adresse, mit dem Port in Zeile {line} von {file}.",
    ],
    why: "Bevor ein Kandidat sich befördert, fragt er die anderen über ihre connect_address, ob jemand weiter ist oder noch Primary. Auch folgen Standbys dem Leader über sie.",
    example: "restapi:\n  connect_address: localhost:8008",
  },
  "etcd3-takes-back": {
    title: "Ein abgeschnittener Leader kann dem, der befördert wurde, die Führung wieder wegnehmen",
    because: "Patroni von {node} fragt etcd über etcd3.",
    see: "halab exec {lab} {node} -- patronictl -c /etc/patroni/config.yml history",
    hints: [
      "Was glaubt ein lange abgeschnittener Leader noch, wenn sein etcd die anderen wieder hört?",
      "Über etcd3 erneuert diese Version von Patroni ein abgelaufenes Lease, indem sie ihren Schlüssel neu schreibt, wem er auch inzwischen gehört. Über die ältere Schnittstelle von etcd schreibt sie nur, wo noch ihr eigener Name steht.",
      "Schreibe `etcd:` statt `etcd3:` in Zeile {line} von {file}; und ETCD_ENABLE_V2=true in /etc/default/etcd.",
    ],
    why: "Sein etcd sagt ihm, was es vor dem Schnitt wusste (Patroni erlaubt veraltetes Lesen). Also hält er sich für den Leader, findet sein Lease abgelaufen und holt sich ein neues für denselben Schlüssel. Wer inzwischen führt, wird abgesetzt, und was er bestätigt hat, ist verloren.",
    example: "etcd3:\n  host: db1:2379",
  },
  "etcd-few": {
    title: "Ein Knoten stirbt, und niemand kann gewählt werden",
    because: "etcd hat so wenige Mitglieder, dass keines fehlen darf: {members}.",
    see: members,
    hints: [
      "Wie viele Mitglieder von etcd müssen sich einig sein, und wie viele dürfen also fehlen?",
      "Mehr als die Hälfte. Von einem oder zweien darf niemand fehlen, von dreien einer.",
      "Nenne alle drei Knoten in ETCD_INITIAL_CLUSTER, in Zeile {line} von {file}, auf allen.",
    ],
    why: "Wer führt, steht in etcd; also überlebt ein Cluster von Datenbanken nicht mehr als sein etcd. Zwei Mitglieder sind schlechter als eines: zwei können ausfallen, und beide werden gebraucht.",
    example: "ETCD_INITIAL_CLUSTER=db1=http://db1:2380,db2=http://db2:2380",
  },
  "etcd-differs": {
    title: "Die Mitglieder von etcd finden einander nicht",
    because: "Auf {node} beginnt etcd mit {members}, auf {others} mit {theirs}.",
    see: "halab exec {lab} {node} -- tail -n 5 /var/log/etcd/etcd.log",
    hints: [
      "Wer beginnt einen Cluster von etcd, und wo liest das jeder nach?",
      "Alle müssen dieselben Mitglieder mit denselben Adressen nennen: daraus machen sie die Nummer des Clusters.",
      "Mach ETCD_INITIAL_CLUSTER in Zeile {line} von {file} auf allen Knoten gleich.",
    ],
    why: "Die Nummer eines Clusters entsteht aus seinen ersten Mitgliedern. Wer andere nennt, hat eine andere Nummer und wird als Mitglied eines fremden Clusters abgewiesen.",
    example:
      "db1: ETCD_INITIAL_CLUSTER=db1=http://db1:2380\ndb2: ETCD_INITIAL_CLUSTER=db2=http://db2:2380",
  },
  "balancer-asks-replicas": {
    title: "Die Adresse des Shops nimmt gar keine Bestellung an",
    because: "`{section}` auf {node} fragt nach {path}, und dazu sagt der Primary nein.",
    see: "halab exec {lab} {node} -- curl -si http://db1:8008{path}",
    hints: [
      "Wer sagt 200 zu dem, was der Balancer fragt, und wer 503?",
      "Patroni hat für jede Rolle einen Pfad: /primary, /replica, /sync ... Der Shop schreibt, also braucht er den ersten.",
      "Schreibe `option httpchk OPTIONS /primary` statt Zeile {line} von {file}.",
    ],
    why: "Ein Abschnitt für Leser fragt nach /replica, damit der Primary mehr Zeit für Schreiber hat. Wer ihn für Schreiber kopiert, schickt sie zu Standbys, und zu niemandem, wenn es keine gibt.",
    example: "listen primary\n  option httpchk OPTIONS /replica",
  },
  "balancer-asks-tcp": {
    title: "Ab und zu kommt ein Client zu einem Standby, und der lehnt seine Bestellung ab",
    because:
      "`{section}` auf {node} fragt nur, ob ein Port offen ist, und der von PostgreSQL ist es auf jedem Knoten.",
    see: "halab exec {lab} {node} -- cat {file}",
    hints: [
      "Was muss der Balancer von einem Server wissen, bevor er ihm eine Bestellung schickt?",
      "Die REST-API von Patroni antwortet auf `/primary` nur auf dem Primary mit 200, auf allen anderen mit 503.",
      "Schreibe `option httpchk OPTIONS /primary` unter `{section}`, und `check port 8008` zu seinen Servern.",
    ],
    why: "Ein Standby nimmt Verbindungen an und lehnt jeden Schreibvorgang ab. Ein Client, der nachsieht, ob er schreiben darf, und sich sonst neu verbindet, findet am Ende den Primary; ein anderer nicht. Eine Prüfung muss danach fragen, was der Server können soll, nicht ob ein Prozess da ist.",
    example: "listen primary\n  bind *:5432\n  server db1 10.0.0.11:5432 check",
  },
};
