/** Tables as platforms give them, made up by us after their importers' own fixtures. */

export const moodleEnglish = [
  '\ufeff"Identifier","Full name","Email address","Status","Grade","Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"',
  '"Participant 4711","Ada Example","ada@example.org","Submitted for grading -  - ",,"100.00","Yes","Friday, 20 November 2026, 9:14 AM","-",',
  '"Participant 4712","Jürgen Müller","JM@example.org","Submitted for grading -  - ",12.00,"100.00","Yes","Friday, 20 November 2026, 9:14 AM","-","old, ""kept"""',
  '"Participant 4713","Őze Ágnes","","Submitted for grading -  - ",55.00,"100.00","Yes","-","-",',
  '"Participant 4714","Zoë Copy","","Submitted for grading -  - ",,"100.00","No","-","-",',
  '"Participant 4799","Nobody, Here","n@example.org","No submission",,"100.00","Yes","-","-",',
  "",
].join("\r\n");

/** German has no blank before the number, and a comma in the maximum; this one has semicolons. */
export const moodleGerman = [
  'ID;"Vollständiger Name";E-Mail-Adresse;Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"',
  'Teilnehmer/in4711;"Ada Example";ada@example.org;"Zur Bewertung abgegeben";;100,00;Ja;-;-;',
  'Teilnehmer/in4712;"Jürgen Müller";jm@example.org;"Zur Bewertung abgegeben";3,5;100,00;Ja;-;-;',
  "",
].join("\n");

export const moodleHungarian = [
  'Azonosító,"Teljes név",Állapot,Osztályzat,"Maximális osztályzat","Az osztályozás módosítható","Utolsó módosítás (osztályzat)","Visszajelző megjegyzések"',
  'Résztvevő4711,"Ada Example",-,,"50,00",Igen,-,',
  "",
].join("\n");

export const canvasExport = [
  "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (117),VRRP failover (118),Current Score",
  "    Points Possible,,,,,10,100,(read only)",
  '"Example, Ada",9001,s4711,ada@example.org,HA-1,7,,88',
  '"Müller, Jürgen",9002,0042,jm@example.org,HA-1,,50,12',
  '"Őze, Ágnes",9003,0043,,HA-1,,41.5,12',
  '"O\'Neil, =Sum",9004,,,HA-1,,EX,12',
  "",
].join("\n");
