import {
  asArray,
  asChoice,
  asNumber,
  asObject,
  asString,
  asTokenIds,
  FieldError,
  isArray,
} from "@/lib/core/json-fields";
import type { JsonObject, JsonValue } from "@/lib/core/json-value";
import type { Message, ToolCall } from "@/lib/core/message";
import { contentId } from "./content-id";
import { importedSession } from "./imported-session";
import { importedTurn } from "./imported-turn";
import type { SessionImport, TurnInput } from "./store";

const NO_IDS = new Int32Array(0);

/**
 * A trajectory in Harbor's ATIF-v1.7: each step of the agent is a turn, with the ids that it holds; steps marked as
 * copied context are history only. Trajectories of sub-agents inside another are not read: they go in as lines of
 * their own. Throws `FieldError`.
 */
export function importAtif(line: JsonObject): SessionImport {
  asChoice(line.schema_version, ["ATIF-v1.7"], "schema_version");
  const inner = line.subagent_trajectories;
  if (inner !== undefined && inner !== null && asArray(inner, "subagent_trajectories").length > 0) {
    throw new FieldError("subagent_trajectories", "absent: give each trajectory a line of its own");
  }
  const agent = asObject(line.agent, "agent");
  const facts: JsonObject = agent.tool_definitions ? { tools: agent.tool_definitions } : {};
  const name = line.trajectory_id ?? line.session_id ?? null;
  const history: Message[] = [];
  const turns: TurnInput[] = [];
  for (const [i, value] of asArray(line.steps, "steps").entries()) {
    const path = `steps[${i}]`;
    const step = asObject(value, path);
    const said = messageOf(step, path);
    if (said.role === "assistant" && step.is_copied_context !== true) {
      turns.push(
        importedTurn({ promptMessages: [...history], responseMessage: said, ...tokensOf(step, path), facts }),
      );
    }
    history.push(said, ...resultsOf(step, path));
  }
  if (turns.length === 0) throw new FieldError("steps", "a trajectory with a step of the agent in it");
  return {
    session: {
      ...importedSession(name === null ? contentId("atif", line) : asString(name, "trajectory_id")),
      model: typeof agent.model_name === "string" ? agent.model_name : "",
      labels: typeof agent.name === "string" ? { agent: agent.name } : {},
    },
    turns,
  };
}

function messageOf(step: JsonObject, path: string): Message {
  const source = asChoice(step.source, ["system", "user", "agent"], `${path}.source`);
  const content = textOf(step.message ?? "", `${path}.message`);
  if (source !== "agent") return { role: source, content };
  const reasoning = step.reasoning_content ?? null;
  const calls = step.tool_calls ?? null;
  return {
    role: "assistant",
    content,
    ...(reasoning !== null && { reasoning_content: asString(reasoning, `${path}.reasoning_content`) }),
    ...(calls !== null && {
      tool_calls: asArray(calls, `${path}.tool_calls`).map((call, i) =>
        toolCall(call, `${path}.tool_calls[${i}]`),
      ),
    }),
  };
}

function toolCall(value: JsonValue, path: string): ToolCall {
  const call = asObject(value, path);
  return {
    type: "function",
    function: {
      name: asString(call.function_name, `${path}.function_name`),
      arguments: call.arguments ?? {},
    },
    id: asString(call.tool_call_id, `${path}.tool_call_id`),
  };
}

function resultsOf(step: JsonObject, path: string): Message[] {
  const observation = step.observation ?? null;
  if (observation === null) return [];
  const results = asArray(
    asObject(observation, `${path}.observation`).results,
    `${path}.observation.results`,
  );
  return results.map((value, i) => {
    const at = `${path}.observation.results[${i}]`;
    const result = asObject(value, at);
    const id = result.source_call_id ?? null;
    return {
      role: "tool",
      content: textOf(result.content ?? "", `${at}.content`),
      ...(id !== null && { tool_call_id: asString(id, `${at}.source_call_id`) }),
    };
  });
}

function tokensOf(step: JsonObject, path: string) {
  const metrics = asObject(step.metrics ?? {}, `${path}.metrics`);
  const ids = (name: string) => {
    const value = metrics[name] ?? null;
    return value === null ? NO_IDS : asTokenIds(value, `${path}.metrics.${name}`);
  };
  const promptIds = ids("prompt_token_ids");
  const outputIds = ids("completion_token_ids");
  const logProbs = metrics.logprobs ?? null;
  if (logProbs === null) return { promptIds, outputIds, outputLogProbs: null };
  const items = asArray(logProbs, `${path}.metrics.logprobs`);
  if (items.length !== outputIds.length) {
    throw new FieldError(
      `${path}.metrics.logprobs`,
      `as long as completion_token_ids, which has ${outputIds.length}`,
    );
  }
  return {
    promptIds,
    outputIds,
    outputLogProbs: Float64Array.from(items, (item, i) => asNumber(item, `${path}.metrics.logprobs[${i}]`)),
  };
}

/** Text, or the text of content parts; a part that is no text is named by its kind. */
function textOf(value: JsonValue, path: string): string {
  if (!isArray(value)) return asString(value, path);
  return value
    .map((item, i) => {
      const part = asObject(item, `${path}[${i}]`);
      return typeof part.text === "string" ? part.text : `[${asString(part.type, `${path}[${i}].type`)}]`;
    })
    .join("");
}
