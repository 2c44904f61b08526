/** What the rules of a zone's timers and of its times in caches say. */
import type { Texts } from "../../../core/kinds/rule.ts";

export const timers: Texts = {
  "refresh-too-long": {
    title: "Without NOTIFY a change takes too long",
    because:
      "refresh of {zone} is {refresh} s, so {secondaries} may ask that late, and the lab allows {limit} s.",
    see: "halab exec {lab} {node} -- dig +multiline @localhost {zone} SOA",
    hints: [
      "How does a secondary get to know of a change when the NOTIFY is lost?",
      "The second number of the SOA record says how often a secondary asks by itself, in seconds.",
      "Line {line} of {file}: a refresh below {limit}.",
    ],
    why: "NOTIFY is UDP and may be lost. Then refresh is the longest time that a copy is old while its primary lives.",
    example: "@ IN SOA ns1 hostmaster ( 2026112201 3600 2 15 1 )   ; refresh: an hour",
  },
  "timers-out-of-order": {
    title: "The timers of {zone} contradict each other",
    because: "In the SOA record of {zone} {says}.",
    see: "halab exec {lab} {node} -- dig +multiline @localhost {zone} SOA",
    hints: [
      "Which of the five numbers is which?",
      "The order is serial, refresh, retry, expire, negative TTL. retry is a part of refresh, and expire is longer than several of both.",
      "Line {line} of {file}: put {field} right.",
    ],
    why: "A copy that expires before it is asked for again is gone at the first lost question; named quietly takes refresh + retry instead. A retry longer than refresh makes a secondary slower when it should be quicker.",
    example: "@ IN SOA ns1 hostmaster ( 1 3600 7200 600 1 )",
  },
  "expire-too-short": {
    title: "The secondaries give up soon after the primary is gone",
    because:
      "A copy of {zone} lives {expire} s, and up to {refresh} s of them are over when the primary goes: {alone} s may be left, and the lab needs more than {through} s.",
    see: "halab exec {lab} {secondary} -- rndc zonestatus {zone}",
    hints: [
      "For how long does {secondary} answer without its primary? From when does that time count?",
      "expire counts from the last time that the primary was heard, and that was up to one refresh before it was gone.",
      "Line {line} of {file}: expire - refresh has to be more than {through}.",
    ],
    why: "A secondary is there for the time when its primary is not. With a short expire it goes down with it, a moment later.",
    example: "@ IN SOA ns1 hostmaster ( 2026112201 1 1 2 1 )   ; expire: 2 s",
  },
  "expire-too-long": {
    title: "The copies answer on and on, however long the primary is away",
    because: "expire of {zone} is {expire} s, and the lab wants no data older than {limit} s.",
    see: "halab exec {lab} {secondary} -- rndc zonestatus {zone}",
    hints: [
      "When does a secondary stop answering?",
      "The fourth number of the SOA record is how long a copy is good that hears nothing, in seconds.",
      "Line {line} of {file}: an expire below {limit}, and above refresh + retry.",
    ],
    why: "expire is the decision between availability and correctness: until then a secondary answers with what may not be true any more.",
    example: "@ IN SOA ns1 hostmaster ( 2026112201 5 2 604800 1 )   ; expire: a week",
  },
  "timers-clamped": {
    title: "{secondary} asks far less often than the SOA record says",
    because:
      "The SOA record of {zones} says refresh {refresh} s and retry {retry} s, and {secondary} asks no more often than every {least} s and {leastRetry} s, for {says}.",
    see: "halab exec {lab} {secondary} -- rndc zonestatus {zone}",
    hints: [
      "The zone says how often. Who else has a say?",
      "named has least times of its own, 300 s and 500 s, and nothing warns you of them.",
      "The options of {secondary}, line {line} of {file}: min-refresh-time 1; and min-retry-time 1;",
    ],
    why: "named protects primaries from secondaries that ask too often. A SOA record with shorter times is kept to only where min-refresh-time and min-retry-time allow it; and a zone expires after refresh + retry at the earliest.",
    example: "options { recursion no; };   # and refresh is 5",
  },
  "ttl-too-long": {
    title: "Clients get a removed address for far too long",
    because:
      "The addresses of {name} have the TTL {ttl} s from $TTL, so {resolver} keeps them for up to {keeps} s, and the lab allows {limit} s.",
    see: "halab exec {lab} {resolver} -- dig @localhost {name}",
    hints: [
      "Who remembers the old addresses, and for how long?",
      "The TTL of a record says how long a resolver may keep it; $TTL is that of all records without one of their own.",
      "Line {line} of {file}: a shorter $TTL, or a shorter TTL at the records of {name}.",
    ],
    why: "Nobody tells a resolver that a zone has changed. It finds out when the TTL is over, and until then its clients go to a server that is gone.",
    example: "$TTL 1d",
  },
  "record-ttl-too-long": {
    title: "Clients get a removed address for far too long",
    because:
      "The record {address} of {name} has a TTL of its own, {ttl} s, which holds for all of the name's addresses; {resolver} keeps them for up to {keeps} s, and the lab allows {limit} s.",
    see: "halab exec {lab} {resolver} -- dig @localhost {name}",
    hints: [
      "$TTL is short. Does it hold for every record?",
      "A number between the name and the type is a TTL of that record, and all addresses of a name have the same one: that of the first.",
      "Line {line} of {file}: take the TTL out, or make it shorter.",
    ],
    why: "All records of a name and type are one set with one TTL (RFC 2181 5.2). One forgotten number keeps all of them in every cache.",
    example: "www 600 IN A 10.84.0.21\nwww     IN A 10.84.0.22",
  },
  "cache-keeps-longer": {
    title: "{resolver} gives old addresses, though their TTL is short",
    because:
      "min-cache-ttl is {least} s on {resolver}, so it keeps {name} that long, though its TTL is {ttl} s, and the lab allows {limit} s.",
    see: "halab exec {lab} {resolver} -- dig @localhost {name}",
    hints: [
      "What does the resolver answer as the TTL, and what does the name server?",
      "A resolver can have a least time of its own. It is stronger than what the zone asks for.",
      "Take line {line} out of {file}.",
    ],
    why: "min-cache-ttl overrides what the owner of a zone says of its own records. It saves questions, and makes every change late.",
    example: "min-cache-ttl 60;",
  },
};
