import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../cli/core/base/home.ts";
import { factsOf } from "../../../cli/core/diagnose/facts.ts";
import { openLab } from "../../../cli/core/lab/open.ts";
import { createRenderer } from "../../../cli/render/render.ts";
import { type Director, directorsOf } from "../../../cli/technologies/ipvs/config/services.ts";
import { conf } from "./planted.ts";

const { plan } = await openLab("lvs-nat", { renderer: createRenderer(templatesDir()) });

/** d1 with this file. */
function director(content: string): Director | undefined {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    files: node.files.map((file) =>
      node.name === "d1" && file.path === conf ? { ...file, content } : file,
    ),
  }));
  const all = directorsOf(factsOf({ ...plan, nodes }, { looked: ["files"] }));
  return all.find(({ config }) => config.node.name === "d1");
}

function numbers(text: string): unknown {
  return director(text)?.services.flatMap(({ servers }) =>
    servers.map(({ weight, method, checks }) => [
      weight.value,
      method?.value,
      ...checks.map((one) => [
        one.kind,
        ...[one.port, one.timeoutS, one.retries, one.pauseS, one.delayS].map(({ value }) => value),
      ]),
    ]),
  );
}

describe("virtual services", () => {
  it("have keepalived's defaults", () => {
    const text = `virtual_server 10.0.0.1 80 {
      real_server 10.0.0.2 8080 {
        TCP_CHECK {
        }
        HTTP_GET {
        }
      }
    }`;
    expect(numbers(text)).toEqual([
      [1, undefined, ["TCP_CHECK", 8080, 5, 1, 1, 60], ["HTTP_GET", 8080, 5, 1, 3, 60]],
    ]);
  });

  it("hand times, weight and method on to their real servers, which may have their own", () => {
    const text = `virtual_server 10.0.0.1 80 {
      lvs_method tun
      lb_kind nat
      weight 5
      delay_loop 7
      retry 4
      real_server 10.0.0.2 80 {
        lb_kind DR
        weight 2
        TCP_CHECK {
          connect_port 99
          retry 0
        }
      }
      real_server 10.0.0.3 80 {
        lb_kind TUN type gue port 6080
        delay_loop 3
        TCP_CHECK {
          connect_timeout 2
        }
      }
      real_server 10.0.0.4 80 {
      }
    }`;
    expect(numbers(text)).toEqual([
      [2, "DR", ["TCP_CHECK", 99, 5, 0, 1, 7]],
      [5, "TUN gue", ["TCP_CHECK", 80, 2, 4, 1, 3]],
      [5, "NAT"],
    ]);
  });

  it("know their scheduler and persistence, by either name", () => {
    const text = `virtual_server 10.0.0.1 80 {
      lvs_sched wrr
      persistence_timeout
    }
    virtual_server 10.0.0.1 81 {
      lb_algo sh
      persistence_timeout 50
    }`;
    const said = director(text)?.services.map(({ name, scheduler, persistenceS }) =>
      [name, scheduler?.value, persistenceS?.value].join(" "),
    );
    expect(said).toEqual(["10.0.0.1:80 wrr 360", "10.0.0.1:81 sh 50"]);
  });

  it("may be more than can be seen", () => {
    expect(director("virtual_server fwmark 1 {\n}")?.unsure).toBe(true);
    expect(director("virtual_server group all {\n}")?.unsure).toBe(true);
    expect(director("include other.conf\nvirtual_server 10.0.0.1 80 {\n}")?.unsure).toBe(true);
    expect(director("virtual_server 10.0.0.1 80 {\n")?.unsure).toBe(true);
    expect(director("virtual_server 10.0.0.1 80 {\n}")?.unsure).toBe(false);
  });
});
