import type { Texts } from "../../../core/kinds/rule.ts";

export { phrases } from "../wording/de/phrases.ts";

const conf = "halab exec {lab} {node} -- cat /etc/shop.conf";
const says = "halab logs {lab} {node} -n 5";

export const texts: Texts = {
  "keys-differ": {
    title: "Ein Warenkorb, den ein Server signiert hat, gilt den anderen als gefälscht",
    because: "Die Shops signieren die Warenkörbe von {paths} mit verschiedenen Schlüsseln: {keys}.",
    see: conf,
    hints: [
      "Wer signiert einen Warenkorb, und wer muss der Signatur glauben?",
      "Vergleiche die Zeilen `key` auf allen Servern.",
      "Gib jedem Server denselben Schlüssel, überall in {file}.",
    ],
    why: "Eine Signatur wird mit dem Schlüssel geprüft, mit dem sie erzeugt wurde. Ein Server mit einem anderen Schlüssel hält den Warenkorb für gefälscht und beginnt einen leeren. Nutzer verlieren ihn also bei jedem Wechsel des Servers.",
    example: "# app1\nkey app1-has-a-key-of-its-own\n# app2\nkey app2-has-a-key-of-its-own",
  },
  "baskets-in-memory": {
    title: "Warenkörbe, die bleiben sollen, sind mit ihrem Server weg",
    because:
      "Die Warenkörbe von {prefix} liegen nur im Arbeitsspeicher von {nodes}. Die Übung schaltet {killed} ab, und kein Warenkorb soll verloren gehen.",
    see: conf,
    hints: [
      "Wo ist ein Warenkorb von {prefix}, wenn der Server weg ist, der ihn angelegt hat?",
      "Er muss dort liegen, wo jeder Server ihn lesen kann: in einem Store oder beim Kunden.",
      "Ersetze `memory` in Zeile {line} durch einen Store: `redis ADDRESS:PORT` oder `sentinel NAME ADDRESS:PORT ...`.",
    ],
    why: "Was sich ein Prozess merkt, endet mit ihm, und kein anderer Server weiß davon. Ein zentraler Store oder ein signiertes Cookie überlebt jeden einzelnen Server.",
    example: "basket /central memory",
  },
  "store-fixed": {
    title: "Das Replikat übernimmt, und der Shop merkt es nicht",
    because:
      "Der Shop legt die Warenkörbe von {prefix} unter {address} ab, für immer also auf {store}. Sentinel kann aber einen anderen Store zum Master machen.",
    see: "halab exec {lab} {node} -- redis-cli -p 26379 sentinel get-master-addr-by-name {name}",
    hints: [
      "Woher erfährt der Shop, dass jetzt ein anderer Store der Master ist?",
      "Eine virtuelle Adresse gibt es hier nicht: Wer der Master ist, wissen die Sentinels.",
      "Schreibe `basket {prefix} sentinel {name} {sentinels}`.",
    ],
    why: "Sentinel tauscht Rollen, keine Adressen. Ein Client mit fester Adresse wartet auf einen toten Store, und ist der wieder da, schreibt er auf ein Replikat.",
    example: "basket /central redis 10.86.0.31:6379",
  },
  "store-shared": {
    title: "Ein Pfad fällt mit einem Store aus, der keinen zweiten hat",
    because:
      "Die Warenkörbe von {prefix} liegen unter {address} auf {store}{others}. Die Übung schaltet {store} ab und verlangt, dass {prefix} weiterläuft.",
    see: conf,
    hints: [
      "Welchen Store braucht {prefix}, und was macht die Übung mit ihm?",
      "Für einen Store, den niemand überwacht, kann auch niemand übernehmen.",
      "Gib {prefix} den Store, um den sich die Sentinels kümmern: `sentinel NAME ADDRESS:PORT ...`.",
    ],
    why: "Zwei Entwürfe auf demselben Store sterben gemeinsam, was auch immer über einen von ihnen gesagt wird. Was überleben soll, braucht einen Store mit Replikat und jemanden, der es zum Master macht.",
    example: "basket /single redis 10.86.0.35:6379\nbasket /central redis 10.86.0.35:6379",
  },
  "store-elsewhere": {
    title: "Der Store stirbt, und nichts geschieht",
    because:
      "Die Übung schaltet {store} ab, um zu zeigen, dass {prefix} diesen Store braucht. Eingestellt ist für {prefix} aber: {kept}.",
    see: conf,
    hints: [
      "Wo liegen die Warenkörbe von {prefix}?",
      "Die Übung vergleicht Entwürfe: Dieser ist ein einzelner Store auf {store}.",
      "Schreibe `basket {prefix} redis {address}`.",
    ],
    why: "Einen Single Point of Failure sieht man nur, wo etwas von ihm abhängt.",
    example: "basket /single memory",
  },
  "store-of-nobody": {
    title: "Der Shop findet seinen Store nicht",
    because:
      "Die Warenkörbe von {prefix} sollen unter {address} liegen, aber Redis läuft unter {known}.",
    see: says,
    hints: [
      "Wer lauscht unter {address}?",
      "Vergleiche Adresse und Port mit denen der Stores.",
      "Schreibe in Zeile {line} die Adresse eines Stores: {known}.",
    ],
    why: "Gibt es den Store nicht, ist die Antwort bei jedem Warenkorb 503.",
    example: "basket /single redis 10.86.0.53:6379",
  },
  "store-wants-password": {
    title: "Der Store weist den Shop ab",
    because:
      "{store} verlangt ein Passwort (requirepass), und der Shop kann für {prefix} keines angeben.",
    see: "halab exec {lab} {store} -- redis-cli config get requirepass",
    hints: [
      "Was sagt {store} zu einem Client ohne Passwort?",
      "Der Shop kann sich nicht anmelden; wer an den Store darf, muss auf andere Weise entschieden werden.",
      "Nimm requirepass aus Zeile {line} von {file} heraus, und schreibe `protected-mode no`.",
    ],
    why: "Ein Store mit Passwort beantwortet jeden Befehl eines Fremden mit NOAUTH, und statt der Seite kommt 503.",
    example: "requirepass secret",
  },
  "sentinel-of-nobody": {
    title: "Der Shop findet seinen Master nicht",
    because: "Der Shop fragt für {prefix} nach dem Master {master}, aber: {known}.",
    see: says,
    hints: [
      "Wen fragt der Shop, und unter welchem Namen?",
      "Vergleiche Namen und Adressen mit den Zeilen `sentinel monitor` und den Ports.",
      "Verwende in {file} und in sentinel.conf denselben Namen, und nenne Adressen von Knoten, auf denen ein Sentinel läuft.",
    ],
    why: "Ein Sentinel antwortet für die Namen, die er überwacht. Zu einem anderen Namen kennt er keinen Master, und der Shop hat keinen Store.",
    example:
      "# sentinel.conf: sentinel monitor shop ...\nbasket /central sentinel store 10.86.0.21:26379",
  },
  "designs-differ": {
    title: "Die Server legen dieselben Warenkörbe an verschiedenen Orten ab",
    because: "{prefix} ist nicht überall gleich eingestellt: {kept}.",
    see: conf,
    hints: [
      "Findet jeder Server, was ein anderer in einen Warenkorb gelegt hat?",
      "Vergleiche die Zeilen `basket {prefix}` auf allen Servern.",
      "Schreibe auf allen dieselbe Zeile.",
    ],
    why: "Nutzer kommen zu einem beliebigen Server. Schauen zwei von ihnen an verschiedenen Orten nach, findet jeder nur den halben Warenkorb.",
    example: "# app1\nbasket /central memory\n# app2\nbasket /central redis 10.86.0.31:6379",
  },
  "basket-missing": {
    title: "Eine Seite, die Nutzer wollen, gibt es nicht",
    because:
      "Nutzer fragen nach {prefix}/basket, und auf {nodes} fehlt `basket {prefix}`: Die Antwort ist 404.",
    see: conf,
    hints: [
      "Welche Pfade kennt der Shop?",
      "Vergleiche seine Zeilen `basket` mit den Pfaden, nach denen die Übung fragt.",
      "Ergänze `basket {prefix} ...` in {file}.",
    ],
    why: "Einen Pfad ohne Entwurf kennt der Shop nicht. Fehlt er nur auf manchen Servern, trifft es Nutzer zufällig.",
    example: "basket /memory memory\n# und nichts für /central",
  },
  "unknown-word": {
    title: "Der Shop startet nicht: Er kennt das Wort {word} nicht",
    because: "„{word}“ ist keines von diesen: {known}.",
    see: "halab exec {lab} {node} -- halab-svc check shop",
    hints: [
      "Was bedeutet „{word}“ in Zeile {line} für den Shop?",
      "Er kennt: {known}.",
      "Schreibe {near} statt {word}.",
    ],
    why: "Der Shop weist eine Datei ab, die er nicht versteht. So kann ein Tippfehler keine Warenkörbe stillschweigend verlieren.",
    example: "bascket /memory memory",
  },
  "refused-line": {
    title: "Der Shop startet nicht: Er weist eine Zeile ab",
    because: "Der Shop nimmt `{text}` so nicht an, sondern nur in dieser Form: {form}.",
    see: "halab exec {lab} {node} -- halab-svc check shop",
    hints: [
      "Was sagt der Shop zu Zeile {line}?",
      "Vergleiche die Zeile mit ihrer Form: {form}. Eine Adresse besteht aus Zahlen und ist kein Name.",
      "Schreibe Zeile {line} von {file} so, wie der Shop sie annimmt: {form}.",
    ],
    why: "Der Shop weist eine Datei mit einer Zeile ab, die er nicht ganz lesen kann, statt zu raten, wohin die Warenkörbe gehören.",
    example: "basket /single redis single:6379",
  },
  "no-key": {
    title: "Der Shop startet nicht: Nichts signiert die Cookies",
    because:
      "Die Warenkörbe von {prefix} liegen in einem Cookie, und {node} hat keinen Schlüssel, um es zu signieren.",
    see: "halab exec {lab} {node} -- halab-svc check shop",
    hints: [
      "Was hindert Nutzer daran, ihren Warenkorb selbst zu schreiben?",
      "Ein Cookie wird mit einem Geheimnis der Server signiert.",
      "Ergänze in {file} eine Zeile `key SECRET`, dieselbe auf jedem Server.",
    ],
    why: "Was Nutzer bei sich tragen, können sie ändern. Erst die Signatur macht es zu etwas, das vom Shop stammt.",
    example: "basket /signed cookie\n# und kein key",
  },
  "check-asks-store": {
    title: "Stirbt der Store, gelten alle Server als tot",
    because:
      "Die Zustandsprüfung von Backend {backend} fragt {path}, und das beantwortet der Shop aus dem Store von {prefix}, der auf {store} liegt.",
    see: "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18'",
    hints: [
      "Was braucht ein Server, um {path} zu beantworten?",
      "Ist der Server selbst krank, wenn der Store weg ist? Und die beiden anderen?",
      "Frage etwas, das nur vom Server abhängt: `option httpchk GET /health`.",
    ],
    why: "Eine Prüfung soll sagen, ob ein anderer Server es besser könnte. Ein toter Store ist für alle tot; also nimmt der Lastverteiler alle heraus, und auch Seiten, die keinen Store brauchen, sind weg.",
    example: "option httpchk GET /single/health",
  },
  "check-asks-nothing": {
    title: "Server gelten als tot, obwohl sie arbeiten",
    because:
      "Die Zustandsprüfung von Backend {backend} fragt {path}, und darauf antwortet der Shop mit 404.",
    see: "halab exec {lab} {node} -- sh -c 'echo show stat | socat - /run/haproxy/admin.sock | cut -d, -f1,2,18,37'",
    hints: [
      "Was antwortet der Server auf {path}?",
      "Für HAProxy ist ein Status 2xx oder 3xx gesund.",
      "Frage eine Seite, die es gibt: `option httpchk GET /health`.",
    ],
    why: "Eine Prüfung, die 404 bekommt, schlägt fehl, so gut der Server auch arbeitet. Gelten alle Server als ausgefallen, ist die Antwort für alle 503.",
    example: "option httpchk GET /healthz",
  },
  "port-differs": {
    title: "Der Lastverteiler fragt dort, wo der Shop nicht lauscht",
    because:
      "HAProxy ({backends}) sendet Anfragen an Port {port} von {shop}, und der Shop dort lauscht auf {listens}.",
    see: "halab exec {lab} {shop} -- ss -ltn",
    hints: [
      "Auf welchem Port lauscht der Shop auf {shop}?",
      "Vergleiche `listen` in /etc/shop.conf mit dem Port in der server-Zeile.",
      "Verwende an beiden Stellen denselben Port: {port} oder {listens}.",
    ],
    why: "Eine Verbindung zu einem Port, an dem niemand lauscht, wird sofort abgewiesen, und für HAProxy ist der Server ausgefallen.",
    example: "# haproxy.cfg\nserver app1 10.86.0.21:80 check\n# shop.conf\nlisten 8080",
  },
};

/** What `halab validate` asks. */
export const tests = {
  names: "Der Laden nennt Speicher und Sentinels, die es gibt",
  keys: "Alle Läden unterschreiben mit demselben Schlüssel",
};
