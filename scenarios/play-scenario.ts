import type { JsonObject } from "@/lib/core/json/json-value";
import type { AgentReply } from "./agent/agent-reply";
import { callModel } from "./agent/call-model";
import { openScenarioSession } from "./agent/open-scenario-session";
import { wireMessages } from "./agent/wire-messages";
import type { Scenario } from "./scenario";

export interface PlayOptions {
  /** Where the recorder listens, such as `http://127.0.0.1:3000`. */
  readonly baseUrl: string;
  /** Sent with every request, such as an API token. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Recorded under another id than the scenario's name. */
  readonly sessionId?: string;
}

export interface PlayedScenario {
  readonly sessionId: string;
  /** True when the session was there already and nothing was sent. */
  readonly kept: boolean;
  /** Calls that were made. */
  readonly calls: number;
}

/**
 * Records a scenario over HTTP, as an agent would: opens the session, makes its calls one after the other with what
 * came back before, and finishes it. A session that is there and whole is left as it is; one that an interrupted
 * run left behind is dropped and recorded under a new id.
 *
 * Throws when a call fails, or when the engine is not the one that knows the scenario.
 */
export async function playScenario(scenario: Scenario, options: PlayOptions): Promise<PlayedScenario> {
  const headers = { "content-type": "application/json", ...options.headers };
  const opened = await openScenarioSession(
    scenario,
    options.baseUrl,
    options.sessionId ?? scenario.name,
    headers,
  );
  if (opened.kept) return { sessionId: opened.id, kept: true, calls: 0 };
  const replies: AgentReply[] = [];
  for (const step of scenario.steps) {
    const body: JsonObject = {
      model: "turntree-sim",
      messages: wireMessages(step.messages, replies),
      stream: step.stream ?? false,
      ...(scenario.tools.length > 0 && { tools: scenario.tools }),
      ...(step.maxTokens !== undefined && { max_tokens: step.maxTokens }),
    };
    const url = `${options.baseUrl}/s/${opened.id}/v1/chat/completions`;
    replies.push(await callModel(url, { ...headers, ...step.headers }, body, step.leavesAfterChunks ?? null));
  }
  if (scenario.finish !== null) {
    await finish(`${options.baseUrl}/api/sessions/${opened.id}/finish`, headers, scenario.finish);
  }
  return { sessionId: opened.id, kept: false, calls: replies.length };
}

async function finish(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: JsonObject,
): Promise<void> {
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`Finishing answered ${response.status}: ${text.slice(0, 500)}`);
}
