/** One for each part of lab.yaml; together they are a lab, which a test opens. */
export const examples = {
  lab: `version: 1
title: A pair before two web servers
lecture: Clustering and high availability - failover
summary: >-
  Two directors share an address.
settle: 20s                     # before each step
owners: as-at-first
compare: [site, talk]
`,
  params: `params:
  subnet: { kind: subnet, default: 10.77.0.0/24, vary: true, about: The network of all nodes }
  vip: { kind: string, default: "{{host subnet 100}}" }
  vrid: { kind: integer, min: 1, max: 255, default: 51, reserved: [99], vary: true }
  pause: { kind: duration, default: 250ms }
`,
  segments: `segments:
  lan: { subnet: "{{subnet}}" }
  heart: { subnet: 10.78.0.0/28 }
`,
  nodes: `nodes:
  lb1: { role: director, lan: 11, heart: 1, vars: { priority: 150 } }
  lb2: { role: director, lan: 12, heart: 2, vars: { priority: 100 }, without: [haproxy] }
  web1: { role: web, lan: 21, routes: [10.78.0.0/28 via 10.77.0.11] }
  client: { role: client, lan: 200 }
`,
  submission: `submission: { file: 2MiB, all: 16MiB, files: 500 }
`,
  roles: `roles:
  director:
    about: Load balancer; one of the two holds the address
    image: node
    machine: any
    services: [haproxy, keepalived]
    sysctls: { net.ipv4.ip_nonlocal_bind: 1 }
    capabilities: [SYS_TIME]
    needs: [netem]
    routes: [default via 10.77.0.21]
    nameservers: [10.77.0.21]
    memory: 128MiB
    vars: { advert: 1 }
    files:
      /etc/haproxy/haproxy.cfg: { template: haproxy/http.cfg }
      /etc/keepalived/keepalived.conf: { owner: student }
    allow: [/etc/keepalived/**, /usr/local/**]
`,
  files: `  web:
    services: [nginx, echo]
    proves: true
    files:
      /etc/nginx/nginx.conf: { template: nginx/whoami.conf, mode: "0640" }
  client: { image: client }
`,
  probes: `probes:
  site: { kind: http, from: client, url: "http://{{vip}}/" }
  talk: { kind: http, from: client, url: "http://{{vip}}/talk" }
  vip: { kind: address-owner, segment: lan, address: "{{vip}}" }
`,
  steps: `steps:
  - id: failover
    title: The active director loses its power
    tell: guide.md#failover
    break: { fault: power-off, node: lb1 }
    meant: owner-of vip
    expect:
      - { check: outage, probe: site, within: { formula: vrrp-crash }, limit: 6s, points: 10 }
    mended:
      - { check: owners, probe: vip, count: 1, owner: lb1, within: 10s }
  - id: quiet
    title: Nothing is broken
    settle: 5s
    watch: 2s
    expect:
      - { check: outage, probe: site, within: 0s, points: 5 }
`,
  predict: `    predict:
      - { ask: outage, probe: site, points: 2 }
`,
} as const;
