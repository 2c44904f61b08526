import type { Texts } from "../../../core/kinds/rule.ts";

export { phrases } from "../wording/de/phrases.ts";

const read = "halab show {lab}";

export const texts: Texts = {
  "no-prediction": {
    title: "Ein Schritt hat nichts, womit er seine Messung vergleichen kann",
    because: "{file} enthält keine Vorhersage für {names}.",
    see: "halab exec {lab} {node} -- grep -n {first} {file}",
    hints: [
      "Was erwartest du im Schritt {step}?",
      "Eine Zeile heißt NAME: VALUE UNIT; jeder Name steht einmal da.",
      "Schreibe `{first}: VALUE` in {file}, mit einer Einheit, wo eine verlangt ist.",
    ],
    why: "Erst die Vorhersage, die vorher aufgeschrieben ist, macht aus der Messung etwas zum Lernen. Ohne sie schlägt die Prüfung fehl, was auch gemessen wird.",
    example: "box-start:",
  },
  "not-a-number": {
    title: "Eine Vorhersage ist nicht zu lesen",
    because: "{name} sagt „{said}“; das ist keine Zahl mit einer der passenden Einheiten: {units}.",
    see: "halab exec {lab} {node} -- grep -n {name} {file}",
    hints: [
      "Welche Einheit hat das, was {name} vorhersagt?",
      "Eine Zeile heißt NAME: VALUE UNIT. Die Einheiten sind: {units}.",
      "Schreibe eine Zahl und eine Einheit ({units}) in Zeile {line} von {file}.",
    ],
    why: "Eine Vorhersage wird mit der Messung nach der Größenordnung verglichen; sie muss also eine Zahl in einer passenden Einheit sein.",
    example: "vm-memory: 200 s",
  },
  "kernel-contradicts": {
    title: "Die Antwort widerspricht dem, was die Maschinen sind",
    because: "{name} sagt {said} über {nodes}; in dieser Übung gilt: {machines}.",
    see: read,
    hints: [
      "Was ist ein Container für den Kernel seines Hosts, und was ist eine virtuelle Maschine?",
      "Wer von {nodes} bootet einen eigenen Kernel?",
      "Überdenke Zeile {line}: Container sind Prozesse eines gemeinsamen Kernels, eine VM bootet ihren eigenen.",
    ],
    why: "Ein Container ist eine Gruppe von Prozessen, die der Kernel des Hosts von anderen getrennt hält. Eine virtuelle Maschine ist Hardware aus Software, und auf Hardware wird ein Kernel gebootet.",
    example: "vm-shares-kernel: yes",
  },
  "limit-contradicts": {
    title: "Die Antwort widerspricht der Grenze, die die Übung setzt",
    because: "{name} sagt {said}, die Übung gibt {of} aber {limit} MiB.",
    see: read,
    hints: [
      "Wer setzt die Grenze eines Containers durch?",
      "Was ein Prozess sieht und was er haben darf, ist zweierlei. Wie viel {of} haben darf, sagt die Übung.",
      "Überdenke Zeile {line}: Der Kernel beendet einen Prozess, der mehr will, als seine Gruppe haben darf.",
    ],
    why: "Die Grenze einer Control Group ist kein Wunsch. Der Kernel verweigert Speicher darüber hinaus, und wo sich nichts zurückholen lässt, beendet er einen Prozess der Gruppe.",
    example: "box-limit: 16 GiB",
  },
  "copy-of-image": {
    title: "Zwei Maschinen sollen zwei Images haben",
    because:
      "{name} sagt {said} neben einem Image von {whole} ({image}), als wäre es kopiert; in dieser Übung ist das Image gemeinsam.",
    see: read,
    hints: [
      "Zwei Maschinen starten von einem Image. Was hat jede von ihnen für sich?",
      "{name} ist, was eine Maschine neben ihrem Image belegt. Ist {said} das, was sie seit dem Start geschrieben hat?",
      "Überdenke Zeile {line}: Ein Overlay oder eine Schicht enthält nur, was anders ist.",
    ],
    why: "Aus Images lesen alle, die von ihnen starten, und niemand schreibt hinein. Jede Maschine hat eine eigene Schicht, die anfangs leer ist.",
    example: "vm-image: 300 MiB\nvm-disk: 320 MiB",
  },
  "help-slows-down": {
    title: "Mit Hardware-Hilfe soll es langsamer sein als ohne",
    because:
      "{prediction}-tcg sagt {tcg} ohne Hardware-Hilfe, {prediction}-kvm sagt {kvm} mit ihr.",
    see: read,
    hints: [
      "Wer führt einen Befehl des Gasts aus: mit Hardware-Hilfe, und ohne?",
      "Vergleiche die beiden Zeilen: In welcher muss der größere Faktor stehen?",
      "Überdenke Zeile {line}: Ohne Hilfe wird jeder Befehl erst übersetzt.",
    ],
    why: "Mit Hardware-Hilfe führt der Prozessor die Befehle des Gasts selbst aus. Ohne sie übersetzt ein Programm sie, und das kann nur mehr kosten.",
    example: "slowdown-tcg: 1\nslowdown-kvm: 30",
  },
  "factor-missed": {
    title: "Zwei Vorhersagen passen nicht zusammen",
    because:
      "{name} ({said}) ist das {times}-Fache von {other} ({theirs}); die Übung erwartet als Faktor: {wanted}.",
    see: read,
    hints: [
      "Wofür muss {name} bezahlen, {other} aber nicht?",
      "Die Übung vergleicht die beiden. Welche deiner zwei Zahlen würdest du ändern?",
      "Überdenke die Zeilen {name} und {other}. Jede für sich kann trotzdem stimmen: Ein Faktor zehn wird verziehen.",
    ],
    why: "Größenordnungen prüft man am besten aneinander: Eine Maschine mit eigenem Kernel hat mehr zu starten und mehr im Speicher zu halten als ein Prozess.",
    example: "box-memory: 5 MiB\nvm-memory: 5 MiB",
  },
  "image-is-whole-disk": {
    title: "Das Image soll so groß sein wie seine ganze Platte",
    because: "{name} sagt {said}, und {size} ist das, was die Maschine als Platte sieht.",
    see: read,
    hints: [
      "Auf wie viel von der Platte wurde je geschrieben?",
      "Die Größe, die eine Maschine sieht, und der Platz, den ihr Image auf dem Host belegt, sind zweierlei.",
      "Überdenke Zeile {line}: Ein dünnes Image (thin) enthält, was geschrieben wurde, und nicht mehr.",
    ],
    why: "Ein dünnes Image wächst mit dem, was geschrieben wird. Eine fast leere Platte belegt wenig, für wie groß die Maschine sie auch hält.",
    example: "vm-image: 4 GiB",
  },
};
