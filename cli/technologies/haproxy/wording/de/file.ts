import type { Texts } from "../../../../core/kinds/rule.ts";

const checkFile = "halab exec {lab} {node} -- haproxy -c -f /etc/haproxy/haproxy.cfg";

/** Of what HAProxy does not start with, or takes otherwise than it was meant. */
export const fileTexts: Texts = {
  "unknown-keyword": {
    title: "HAProxy startet nicht: Es kennt das Wort {keyword} nicht",
    because: "„{keyword}“ darf hier nicht stehen ({where}); „{near}“ dürfte es.",
    see: checkFile,
    hints: [
      "Was bedeutet „{keyword}“ in Zeile {line} von {file} für HAProxy?",
      "Vergleiche mit dem Handbuch (configuration manual): Ähnlich heißt dort „{near}“.",
      "Schreibe in Zeile {line} „{near}“ statt „{keyword}“, oder nimm die Zeile heraus.",
    ],
    why: "HAProxy lehnt wegen eines einzigen unbekannten Wortes die ganze Datei ab; nichts davon tritt in Kraft. Nach einem Reload arbeitet der alte Prozess mit der alten Datei weiter, und der Fehler bleibt bis zum nächsten Start des Rechners verborgen.",
    example: "backend web\n  blance roundrobin",
  },
  "cut-off": {
    title: "HAProxy startet nicht: Die Datei endet mitten in einer Zeile",
    because:
      "Zeile {line}, die letzte von {file}, hat keinen Zeilenumbruch am Ende; deshalb hält HAProxy die Datei für abgeschnitten.",
    see: checkFile,
    hints: [
      "Woran erkennt ein Programm, dass eine Datei vollständig kopiert wurde?",
      "Sieh dir das Ende von {file} an: Steht hinter der letzten Zeile ein Zeilenumbruch?",
      "Füge am Ende von {file} eine leere Zeile an.",
    ],
    why: "Eine Konfiguration, die beim Kopieren abgeschnitten wurde, kann bis dahin gültig sein, und es fehlt ihr die Hälfte der Server. HAProxy nimmt darum keine letzte Zeile ohne Zeilenumbruch an.",
    example: "backend web\n  server web1 10.77.0.21:80 check<end of file>",
  },
  "name-unknown": {
    title: "HAProxy startet nicht: {what} {name} gibt es nicht",
    because:
      "Zeile {line} von {file} nennt {what} „{name}“, vorhanden sind aber nur diese Namen: {known}.",
    see: checkFile,
    hints: [
      "Wo ist {what} „{name}“ definiert?",
      "Vergleiche den Namen in Zeile {line} mit den Namen, die es gibt: {known}.",
      "Schreibe in Zeile {line} einen Namen, den es gibt (etwa „{near}“), oder definiere {what} „{name}“.",
    ],
    why: "Abschnitte finden einander über ihre Namen, Buchstabe für Buchstabe. HAProxy lehnt eine Datei ab, die etwas nennt, das nirgends definiert ist: Es wüsste nicht, wohin mit der Anfrage.",
    example: "frontend site\n  default_backend wbe\nbackend web",
  },
  "mode-mismatch": {
    title: "HAProxy startet nicht: Frontend und Backend sprechen verschieden",
    because:
      "Frontend {frontend} hat mode {mode}, und Backend {backend}, an das es Anfragen schickt, hat mode {other}.",
    see: checkFile,
    hints: [
      "In welchem Modus arbeitet Backend {backend}, und wo steht das?",
      "Ein Proxy, über den weder sein Abschnitt noch defaults etwas sagt, hat mode tcp.",
      "Schreibe `mode {mode}` in Backend {backend}, oder einmal in defaults.",
    ],
    why: "In mode http behandelt HAProxy jede Anfrage einzeln, in mode tcp reicht es nur Bytes weiter. Eine Anfrage, die schon zerlegt ist, kann es keinem Backend geben, das nur Bytes kennt.",
    example: "frontend site\n  mode http\n  default_backend web\nbackend web\n  mode tcp",
  },
  "mode-tcp": {
    title: "Regeln über Pfade oder Cookies bewirken nichts",
    because: "In {proxy} gilt mode tcp ({said}), und die Regel `{rule}` darin braucht mode http.",
    see: checkFile,
    hints: [
      "Kann ein Proxy, der nur Bytes weiterreicht, einen Pfad oder ein Cookie sehen?",
      "In welchem Modus arbeitet {proxy}? Wenn es nirgends steht: tcp.",
      "Schreibe `mode http` in defaults.",
    ],
    why: "Pfade, Header und Cookies gibt es nur in mode http. In mode tcp warnt HAProxy und beachtet solche Regeln nicht; jede Anfrage nimmt also den Standardweg.",
    example: "frontend site\n  bind :80\n  use_backend shop if { path_beg /shop/ }",
  },
  "timeouts-missing": {
    title: "Verbindungen, die niemand beendet, häufen sich",
    because: "Für {proxies} fehlt {timeouts}; dort wartet HAProxy also ewig.",
    see: checkFile,
    hints: [
      "Wie lange darf ein Client oder ein Server schweigen, bis HAProxy ihn aufgibt?",
      "Drei Zeitgrenzen gehören in jede Konfiguration: client, connect, server.",
      "Ergänze {timeouts} in defaults, zum Beispiel `timeout connect 500ms` und `timeout client 5s`.",
    ],
    why: "Ohne Zeitgrenzen hält ein verschwundener Client oder Server seine Verbindung fest, bis der Prozess endet. HAProxy warnt bei jedem Start davor, denn es geht gut, bis die Verbindungen ausgehen.",
    example: "defaults\n  mode http",
  },
  "no-admin-socket": {
    title: "Ein Server lässt sich nicht aus dem Betrieb nehmen",
    because:
      "Auf {node} steht: {has}; geleert wird ein Server aber mit einem Befehl an /run/haproxy/admin.sock, und der braucht level admin.",
    see: "halab exec {lab} {node} -- sh -c 'echo show servers state | socat - /run/haproxy/admin.sock'",
    hints: [
      "Wie sagt man HAProxy im Betrieb, dass es einen Server herausnehmen soll?",
      "HAProxy nimmt Befehle an einem Socket an, wenn global ihn nennt und ihm den nötigen level gibt.",
      "Ergänze `stats socket /run/haproxy/admin.sock mode 600 level admin` in global.",
    ],
    why: "Eine geplante Änderung braucht keine neue Konfiguration: Über den Socket wird ein Server sofort und ohne Reload geleert (drain). Ohne `level admin` zeigt der Socket nur, was ist.",
    example: "global\n  stats socket /run/haproxy/admin.sock mode 600",
  },
  "certificate-missing": {
    title: "HAProxy startet nicht: Es fehlt ein Zertifikat",
    because: "`{text}` spricht TLS, aber ein Zertifikat fehlt ({what}).",
    see: checkFile,
    hints: [
      "Welches Zertifikat zeigt HAProxy an diesem Port vor?",
      "Vergleiche den Pfad hinter `crt` mit den Dateien in /etc/haproxy.",
      "Nenne eine Datei mit Zertifikat und Schlüssel: `crt /etc/haproxy/NAME.pem`.",
    ],
    why: "TLS beginnt mit dem Zertifikat des Servers. HAProxy liest es beim Start und macht ohne es nicht weiter.",
    example: "bind :443 ssl crt /etc/haproxy/sites.pem",
  },
  "no-backend": {
    title: "Jede Antwort ist ein 503",
    because:
      "Frontend {frontend} nimmt Anfragen für {asked} an, und weder eine Regel noch ein default_backend sagt, wohin sie gehen.",
    see: "halab exec {lab} {node} -- grep -n -e frontend -e _backend /etc/haproxy/haproxy.cfg",
    hints: [
      "An welches Backend schickt Frontend {frontend} eine Anfrage für {asked}?",
      "Was kein use_backend nimmt, geht an default_backend.",
      "Ergänze `default_backend NAME` in Frontend {frontend}.",
    ],
    why: "Ein Frontend hat keine Server. Ohne Backend antwortet HAProxy selbst mit 503.",
    example: "frontend site\n  bind :80",
  },
  "bind-missing": {
    title: "Auf {node} antwortet niemand unter {asked}",
    because: "Die Clients fragen {asked}, aber HAProxy auf {node} lauscht auf {bound}.",
    see: "halab exec {lab} {node} -- ss -ltn",
    hints: [
      "Welche Adresse benutzen die Clients, und auf welcher lauscht {node}?",
      "Vergleiche die Zeilen `bind` in {file} mit der Adresse der Übung, {asked}.",
      "Schreibe auf {node} in ein Frontend `bind {asked}`, oder `bind :{port}` für jede Adresse.",
    ],
    why: "Eine virtuelle Adresse wechselt auf einen anderen Knoten, der lauschende Socket nicht. Jeder Lastverteiler muss schon auf der virtuellen Adresse lauschen, bevor er sie hat; sonst bringt die Übernahme sie zu einem Knoten, der Verbindungen ablehnt.",
    example: "frontend site\n  bind 10.77.0.12:80",
  },
  "bind-address-not-here": {
    title: "HAProxy startet nur auf einem Knoten: Es kann die Adresse nicht binden",
    because:
      "{node} bindet {address}:{port}, das ist keine seiner eigenen Adressen, und net.ipv4.ip_nonlocal_bind ist dort 0.",
    see: "halab exec {lab} {node} -- sysctl net.ipv4.ip_nonlocal_bind",
    hints: [
      "Wer hat {address}, wenn {node} startet?",
      "Linux bindet keine Adresse, die der Rechner nicht hat, wenn man es ihm nicht ausdrücklich erlaubt.",
      "Setze net.ipv4.ip_nonlocal_bind auf 1, ergänze `transparent` in der Zeile bind, oder binde jede Adresse: `bind :{port}`.",
    ],
    why: "Der Lastverteiler in Bereitschaft hat die virtuelle Adresse nicht; sein HAProxy endet deshalb mit „cannot bind socket“ und fehlt, wenn die Übernahme kommt.",
    example: "frontend site\n  bind 10.77.0.100:80",
  },
};
