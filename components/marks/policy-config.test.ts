import { describe, expect, it } from "vitest";
import type { Policy } from "@/lib/core/policy/policy";
import { readSettingsText } from "@/lib/core/policy/policy-text";
import { readPolicy, resolvePolicy } from "@/lib/core/policy/resolve-policy";
import { type ServerPolicy, sessionPolicy } from "@/lib/core/policy/session-policy";
import { viewPolicy } from "@/lib/inspect/session/view-policy";
import { serverPolicy } from "@/lib/settings/server-policy";
import { readSettings } from "@/lib/settings/settings";
import { policyConfig } from "./policy-config";

const SERVERS: readonly ServerPolicy[] = [
  { policy: "strict", overrides: { fork_threshold_tokens: 1024 } },
  { policy: "slime", overrides: { fork_threshold_tokens: 16, train_once: "false" } },
];
const POLICIES: readonly Policy[] = [
  resolvePolicy("strict"),
  resolvePolicy("slime", { fork_threshold_tokens: 64 }),
  resolvePolicy("slime-repaired", { fork_threshold_tokens: 0, train_once: false, max_sample_tokens: 8192 }),
  resolvePolicy("strict", { drift: "slime-repaired", header: "ignored", matcher: "exact" }),
];
const NOBODY = { policy: null, finished_policy: null };
const NOTHING = { policy: null, overrides: {} };

describe("the settings that give a policy", () => {
  it.each(POLICIES)("give $name on a server that is started with them", (policy) => {
    const lines = policyConfig(policy, { policy: "strict", overrides: {} }, "").server.split("\n");
    const environment = Object.fromEntries(lines.map((line) => line.split(/=(.*)/s)));
    const server = serverPolicy(readSettings(environment));
    expect(sessionPolicy(NOBODY, NOTHING, server)).toEqual(policy);
  });

  it.each(POLICIES)("give $name in a session that is opened with them, whatever the server's", (policy) => {
    for (const server of SERVERS) {
      const body = JSON.parse(policyConfig(policy, server, "").session);
      expect(readPolicy(body.policy, "strict").name).toBe(policy.name);
      expect(sessionPolicy({ policy: body.policy, finished_policy: null }, NOTHING, server)).toEqual(policy);
    }
  });

  it("are, for a request, those that the page asks with", () => {
    const [server = { policy: "strict", overrides: {} }] = SERVERS;
    const asked = "policy=slime&fork_threshold_tokens=64&train_once=false";
    const shown = viewPolicy(NOBODY, new URLSearchParams(asked), server);
    expect(policyConfig(shown, server, asked).request).toBe(asked);
    expect(readSettingsText("train_once:false")).toEqual({ train_once: "false" });
  });
});
